namespace Nabla.Text;

/// <summary>A text cut into parts, and what cut it into tokens.</summary>
/// <param name="Split">What is learnt from and judged on.</param>
/// <param name="Tokenizer">What its tokens are.</param>
public sealed record TextData(DataSplit Split, Tokenizer Tokenizer);
