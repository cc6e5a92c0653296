namespace Nabla.Data.Readers;

/// <summary>Rows of comma-separated text after RFC 4180, read strictly: quoted fields may hold separators, line ends and doubled quotes; a stray
/// quote, or a row with another number of fields than the first, is an error that names its line. Line ends are LF or CRLF. Empty lines are passed
/// over.</summary>
sealed class CsvText(string path, byte[] text, byte separator)
{
    const int MostFields = 1 << 20;
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    readonly List<byte> unquoted = [];
    readonly List<int> ends = [];
    int at = text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0, nextLine = 1, width = -1;

    /// <summary>What stands between fields: a comma, where the first line has one outside quotes; else the first semicolon or tab that it has there.</summary>
    public static byte SeparatorOf(ReadOnlySpan<byte> text)
    {
        byte found = (byte)',';
        bool isQuoted = false;
        foreach (byte letter in text.TrimStart("\r\n"u8))
        {
            if (letter == '"') isQuoted = !isQuoted;
            else if (isQuoted) continue;
            else if (letter == ',') return letter;
            else if (letter == '\n') break;
            else if (letter is (byte)';' or (byte)'\t' && found == ',') found = letter;
        }
        return found;
    }

    /// <summary>The file, for messages.</summary>
    public string Path => path;

    /// <summary>The line that the current row begins on, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>How many fields the current row has.</summary>
    public int Width => ends.Count;

    /// <summary>A field of the current row, valid until the next one.</summary>
    public ReadOnlySpan<byte> Field(int column) => CollectionsMarshal.AsSpan(unquoted)[(column == 0 ? 0 : ends[column - 1])..ends[column]];

    /// <summary>A field of the current row as text.</summary>
    /// <exception cref="DataException">The bytes are not UTF-8.</exception>
    public string Text(int column)
    {
        try { return Strict.GetString(Field(column)).Trim(); }
        catch (DecoderFallbackException) { throw Fault($"holds bytes that are no UTF-8 in column {column}: save the file as UTF-8"); }
    }

    /// <summary>Moves to the next row; false at the end. The first row may differ in width if <paramref name="isPreamble"/>.</summary>
    public bool Next(bool isPreamble = false)
    {
        while (at < text.Length && text[at] is (byte)'\n' or (byte)'\r') TakeLineEnd();
        if (at >= text.Length) return false;
        Line = nextLine;
        unquoted.Clear();
        ends.Clear();
        while (TakeField()) if (ends.Count > MostFields) throw Fault($"has more than {MostFields} fields");
        if (isPreamble) return true;
        if (width < 0) width = Width;
        if (Width != width) throw Fault($"has {Width} fields, the first row {width}: is a separator or a quote missing?");
        return true;
    }

    /// <summary>An error about the current row.</summary>
    public DataException Fault(string what) => new($"{path}: line {Line} {what}.");

    /// <summary>Takes one field and what ends it; false if that was the end of the row.</summary>
    bool TakeField()
    {
        if (at < text.Length && text[at] == '"') TakeQuoted();
        else TakePlain();
        ends.Add(unquoted.Count);
        if (at >= text.Length) return false;
        if (text[at] == separator) { at++; return true; }
        if (text[at] is not ((byte)'\n' or (byte)'\r')) throw Fault("has text after a closing quote: a quote inside a field is written twice");
        TakeLineEnd();
        return false;
    }

    void TakePlain()
    {
        for (; at < text.Length && text[at] != separator && text[at] is not ((byte)'\n' or (byte)'\r'); at++)
        {
            if (text[at] == '"') throw Fault("has a quote inside an unquoted field: put the whole field into quotes");
            if (text[at] == 0) throw Fault("holds a zero byte: this is no text file");
            unquoted.Add(text[at]);
        }
    }

    void TakeQuoted()
    {
        at++;
        while (true)
        {
            if (at >= text.Length) throw Fault("opens a quote that is never closed");
            byte next = text[at++];
            if (next == '"')
            {
                if (at >= text.Length || text[at] != '"') return;
                at++;
            }
            if (next == '\n') nextLine++;
            unquoted.Add(next);
        }
    }

    void TakeLineEnd()
    {
        if (text[at] == '\r' && (at + 1 == text.Length || text[at + 1] != '\n')) throw Fault("ends with a carriage return alone: save the file with LF or CRLF line ends");
        at += text[at] == '\r' ? 2 : 1;
        nextLine++;
    }
}
