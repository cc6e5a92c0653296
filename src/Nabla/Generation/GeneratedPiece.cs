namespace Nabla.Generation;

/// <summary>What one token added to one of the sequences that are written side by side.</summary>
/// <param name="Sequence">Which sequence, from 0.</param>
/// <param name="Token">The token; null where a sequence ends without one.</param>
/// <param name="Text">The text that has become certain; often that of the token, at times nothing, or what was held back before.</param>
/// <param name="End">Why this is the sequence's last piece; null while it goes on.</param>
public readonly record struct GeneratedPiece(int Sequence, int? Token, string Text, EndReason? End);
