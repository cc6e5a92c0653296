using Nabla.Generation;

namespace Nabla.Cli.Output;

/// <summary>Shows what a model writes: one text as it comes, several once they are whole.</summary>
/// <param name="channels">Where it is shown.</param>
/// <param name="run">Who writes.</param>
/// <param name="prompt">What the text begins with.</param>
/// <param name="separator">A line between texts; null for none.</param>
sealed class WrittenText(Channels channels, string run, string prompt, string? separator)
{
    readonly Stopwatch watch = Stopwatch.StartNew();
    readonly List<string> texts = [];
    EndReason end;
    int tokens;

    /// <summary>One text, piece by piece.</summary>
    public void Stream(IEnumerable<GeneratedPiece> pieces)
    {
        channels.Stream(prompt);
        var text = new StringBuilder();
        foreach (var piece in pieces)
        {
            channels.Stream(piece.Text);
            text.Append(piece.Text);
            Add(piece.Token is null ? 0 : 1, piece.End);
            if (!channels.IsUnread) continue;
            end = EndReason.Cancelled;
            break;
        }
        texts.Add(text.ToString());
        if ((texts[^1].Length > 0 ? texts[^1] : prompt) is not [.., '\n']) channels.Stream("\n");
    }

    /// <summary>Several texts that were written side by side.</summary>
    public void Show(IEnumerable<GeneratedText> written)
    {
        foreach (var text in written)
        {
            if (separator is not null && texts.Count > 0) channels.Stream(separator + "\n");
            channels.Stream($"{prompt}{text.Text}\n");
            texts.Add(text.Text);
            Add(text.Tokens.Count, text.End);
        }
    }

    /// <summary>How much was written and how quickly; with JSON, all of it.</summary>
    public void Finish()
    {
        double seconds = watch.Elapsed.TotalSeconds;
        channels.Say(FormattableString.Invariant($"{tokens:N0} tokens in {seconds:0.00} s, {tokens / seconds:N0} tokens/s{(end == EndReason.Cancelled ? ", stopped" : "")}"));
        channels.Finish(_ => { }, json => Write(json, seconds));
    }

    void Add(int count, EndReason? reason)
    {
        tokens += count;
        if (end != EndReason.Cancelled) end = reason ?? end;
    }

    void Write(Utf8JsonWriter json, double seconds)
    {
        json.WriteString("run", run);
        json.WriteString("prompt", prompt);
        if (texts.Count == 1) json.WriteString("text", texts[0]);
        else
        {
            json.WriteStartArray("samples");
            foreach (string text in texts) json.WriteStringValue(text);
            json.WriteEndArray();
        }
        json.WriteNumber("tokens", tokens);
        json.WriteNumber("seconds", Math.Round(seconds, 4));
        json.WriteFinite("tokens_per_second", tokens / seconds);
        json.WriteBoolean("stopped", end == EndReason.Cancelled);
    }
}
