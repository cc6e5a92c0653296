using Nabla.Data.Readers;

namespace Nabla.Text;

/// <summary>A tokenizer's file: read whole, with nothing in it believed before it is checked.</summary>
static class TokenizerFile
{
    // Vocabularies of 260,000 tokens take 35 MB.
    const long MostBytes = 256 << 20;

    /// <summary>Writes a <c>tokenizer.json</c>, in full or not at all.</summary>
    public static void Write(string path, TokenizerContents contents) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, TokenizerWriter.Format);
        TokenizerWriter.Write(json, contents);
    });

    /// <summary>Reads a <c>tokenizer.json</c>, or the tokenizer that a folder holds.</summary>
    /// <exception cref="DataException">It cannot be read, is damaged, or asks for something that is not done here.</exception>
    public static Tokenizer Read(string path)
    {
        if (!Directory.Exists(path)) return ReadJson(path, root => TokenizerReader.Read(root).Make());
        string whole = Path.Combine(path, "tokenizer.json"), merges = Path.Combine(path, "merges.txt");
        return File.Exists(whole) || !File.Exists(merges) ? Read(whole) : VocabularyAndMerges.Read(Path.Combine(path, "vocab.json"), merges);
    }

    /// <summary>Reads a file of JSON; what is wrong with it, or with what it says, becomes one line with its name.</summary>
    public static T ReadJson<T>(string path, Func<JsonElement, T> read) => Parse(path, DataFile.Read(path, file => file.TakeRest(MostBytes, "its contents")), read);

    /// <summary>Reads JSON that was found somewhere.</summary>
    public static T Parse<T>(string path, byte[] bytes, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 32 });
            return read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new DataException($"{path}: it is not valid JSON (line {1 + error.LineNumber}, byte {error.BytePositionInLine}): the file is damaged; fetch or write it again.", error);
        }
        catch (InvalidOperationException error)
        {
            throw new DataException($"{path}: it holds a text that is not Unicode (half a surrogate pair, or not UTF-8): the file is damaged; fetch or write it again.", error);
        }
        catch (FormatException error)
        {
            throw new DataException($"{path}: {error.Message}", error);
        }
    }
}
