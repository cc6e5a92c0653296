namespace Nabla.Generation;

/// <summary>What was written after one prompt.</summary>
/// <param name="Text">The text, without the prompt and without the stop string.</param>
/// <param name="Tokens">All tokens that were chosen, those of a stop string too.</param>
/// <param name="End">Why it ended.</param>
public sealed record GeneratedText(string Text, IReadOnlyList<int> Tokens, EndReason End);
