namespace Nabla.Modules;

/// <summary>How long sequences are whose ends are filled up with a padding token.</summary>
internal static class TokenLengths
{
    /// <summary>For each sequence of tokens [batch, time] the place after its last token that is no padding, Int32 [batch].</summary>
    public static Tensor Of(Tensor tokens, int padding)
    {
        int time = tokens.Shape[1];
        int[] all = tokens.ToArray<int>(), lengths = new int[tokens.Shape[0]];
        for (int i = 0; i < lengths.Length; i++) lengths[i] = all.AsSpan(i * time, time).LastIndexOfAnyExcept(padding) + 1;
        return Tensor.From(lengths, [lengths.Length], tokens.Device);
    }

    /// <summary>The tokens, if they are [batch, time] of Int32.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static Tensor Checked(Tensor tokens, string title) => tokens.Rank == 2 && tokens.DataType == DataType.Int32 ? tokens
        : throw new ArgumentException($"{title} expects tokens [batch, time] of Int32, got {tokens.DataType}{tokens.Shape}.");
}
