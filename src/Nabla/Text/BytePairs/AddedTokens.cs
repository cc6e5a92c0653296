namespace Nabla.Text;

/// <summary>Finds the added tokens that are written in a text: the first, of those that begin there the longest.</summary>
sealed class AddedTokens
{
    const int NotSought = -1, Nowhere = int.MaxValue;

    readonly (byte[] Text, int Id)[] tokens;

    public AddedTokens(IEnumerable<AddedToken> added)
    {
        tokens = [.. added.Select(token => (Encoding.UTF8.GetBytes(token.Text), token.Id)).OrderByDescending(token => token.Item1.Length)];
    }

    public bool IsEmpty => tokens.Length == 0;

    /// <summary>The bytes of the longest.</summary>
    public int Longest => IsEmpty ? 0 : tokens[0].Text.Length;

    /// <summary>Where each comes next, for one walk over a text.</summary>
    public int[] Walk()
    {
        var places = new int[tokens.Length];
        Array.Fill(places, NotSought);
        return places;
    }

    /// <summary>The next from a place on.</summary>
    /// <returns>Its place, length and number; the text's length, 0 and -1 if there is none.</returns>
    public (int At, int Length, int Id) Next(ReadOnlySpan<byte> text, int from, int[] places)
    {
        int first = -1;
        for (int i = 0; i < tokens.Length; i++)
        {
            if (places[i] < from) places[i] = from + text[from..].IndexOf(tokens[i].Text) is var at && at >= from ? at : Nowhere;
            if (places[i] < (first < 0 ? Nowhere : places[first])) first = i;
        }
        return first < 0 ? (text.Length, 0, -1) : (places[first], tokens[first].Text.Length, tokens[first].Id);
    }
}
