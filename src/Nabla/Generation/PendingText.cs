namespace Nabla.Generation;

/// <summary>Turns the bytes of tokens into text as soon as it is certain: half a character waits for its other half, and what may be the beginning of
/// a stop string waits until it is one or not. However the bytes are cut into tokens, the text is the same.</summary>
/// <param name="stops">Text that ends the writing.</param>
sealed class PendingText(IReadOnlyList<string> stops)
{
    readonly byte[][] stops = [.. stops.Select(Encoding.UTF8.GetBytes)];
    readonly Decoder decoder = Encoding.UTF8.GetDecoder(); // bytes that are no character become U+FFFD
    readonly List<byte> pending = [];

    /// <summary>Whether a stop string was written.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Adds the bytes of a token; returns the text that is certain now.</summary>
    public string Add(ReadOnlySpan<byte> bytes)
    {
        if (IsStopped) return "";
        pending.AddRange(bytes);
        byte[] all = [.. pending];
        if (FirstStop(all) is { } start)
        {
            IsStopped = true;
            pending.Clear();
            return Decode(all.AsSpan(0, start), flush: true);
        }
        int certain = all.Length - Held(all);
        pending.RemoveRange(0, certain);
        return Decode(all.AsSpan(0, certain), flush: false);
    }

    /// <summary>Nothing more comes: the rest of the text.</summary>
    public string End()
    {
        byte[] rest = [.. pending];
        pending.Clear();
        return Decode(rest, flush: true);
    }

    // Where the stop string begins that is complete first; of several that end there, the longest.
    int? FirstStop(ReadOnlySpan<byte> text)
    {
        int? start = null;
        int end = int.MaxValue;
        foreach (byte[] stop in stops)
        {
            int at = text.IndexOf(stop);
            if (at >= 0 && (at + stop.Length, at).CompareTo((end, start ?? int.MaxValue)) < 0) (start, end) = (at, at + stop.Length);
        }
        return start;
    }

    // How many of the last bytes may be the beginning of a stop string.
    int Held(ReadOnlySpan<byte> text)
    {
        int held = 0;
        foreach (byte[] stop in stops)
            for (int length = Math.Min(stop.Length - 1, text.Length); length > held; length--)
                if (text.EndsWith(stop.AsSpan(0, length))) held = length;
        return held;
    }

    string Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        var text = new char[decoder.GetCharCount(bytes, flush)];
        return new string(text, 0, decoder.GetChars(bytes, text, flush));
    }
}
