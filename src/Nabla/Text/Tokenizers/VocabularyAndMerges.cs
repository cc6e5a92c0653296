using Nabla.Data.Readers;

namespace Nabla.Text;

/// <summary>GPT-2's form of a tokenizer in two files: <c>vocab.json</c> and <c>merges.txt</c>.</summary>
static class VocabularyAndMerges
{
    const long MostBytes = 256 << 20;
    const string EndOfText = "<|endoftext|>";

    /// <summary>Reads the two files.</summary>
    /// <exception cref="DataException">A file cannot be read, is damaged, or they do not fit each other.</exception>
    public static BytePairTokenizer Read(string vocabularyPath, string mergesPath)
    {
        var vocabulary = TokenizerFile.ReadJson(vocabularyPath, root => TokenizerReader.ReadVocabulary(root));
        byte[] merges = DataFile.Read(mergesPath, file => file.TakeRest(MostBytes, "its merges"));
        try
        {
            return new BytePairTokenizer(new TokenizerContents
            {
                Vocabulary = vocabulary,
                IsByteLevel = true,
                Merges = [.. Lines(merges).Select(ReadMerge)],
                Patterns = [SplitPattern.Gpt2],
                Added = [.. vocabulary.Where(token => token.Item1 == EndOfText).Select(token => new AddedToken(EndOfText, token.Item2, IsSpecial: true))],
            });
        }
        catch (FormatException error)
        {
            throw new DataException($"{mergesPath} with {vocabularyPath}: {error.Message}", error);
        }
    }

    // The first line may be a version; '#' itself is a letter like any other.
    static IEnumerable<(string Line, int Number)> Lines(byte[] merges) => Encoding.UTF8.GetString(merges).Split('\n')
        .Select((line, i) => (Line: line.TrimEnd('\r'), Number: i + 1))
        .Where(line => line.Line.Length > 0 && !(line.Number == 1 && line.Line.StartsWith("#version", StringComparison.Ordinal)));

    static (string, string) ReadMerge((string Line, int Number) line) => line.Line.Split(' ') is [var left, var right]
        ? (left, right)
        : throw new FormatException($"line {line.Number} is '{Words.Excerpt.Of(line.Line)}', not two tokens with a space between: give a merges.txt.");
}
