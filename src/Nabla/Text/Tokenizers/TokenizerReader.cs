namespace Nabla.Text;

/// <summary>Reads a <c>tokenizer.json</c> in the form of Hugging Face's tokenizers library, version 1.0. What would change the tokens and is not done
/// here is refused by name; truncation and padding are the caller's, and are not read.</summary>
static class TokenizerReader
{
    static readonly string[] NotDone = ["dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix"];

    /// <summary>The contents.</summary>
    /// <exception cref="FormatException">Anything is out of order.</exception>
    public static TokenizerContents Read(JsonElement root)
    {
        if (root.Part("model") is not { ValueKind: JsonValueKind.Object } model) throw new FormatException("it has no object 'model': give a tokenizer.json.");
        CheckModel(model);
        CheckNormalizer(root);
        var splitting = SplittingReader.Read(root.Part("pre_tokenizer"));
        return new TokenizerContents
        {
            Vocabulary = ReadVocabulary(model.Part("vocab")),
            Merges = [.. model.Items("merges").Select(ReadMerge)],
            Added = [.. root.Items("added_tokens").Select(ReadAdded)],
            IsByteLevel = IsByteLevel(root, splitting.IsByteLevel),
            Patterns = splitting.Patterns,
            AddPrefixSpace = splitting.AddPrefixSpace,
            IgnoreMerges = model.Flag("ignore_merges", otherwise: false),
            PostProcessor = root.Part("post_processor")?.GetRawText(),
        };
    }

    /// <summary>Tokens and their numbers, each token once or not: that is for the vocabulary to say.</summary>
    /// <exception cref="FormatException">It is no object of tokens to numbers.</exception>
    public static List<(string, int)> ReadVocabulary(JsonElement? vocabulary)
    {
        if (vocabulary is not { ValueKind: JsonValueKind.Object } tokens) throw new FormatException("its vocabulary is missing or no object of tokens to numbers: the file is damaged.");
        return [.. tokens.EnumerateObject().Select(token => (token.Name, token.Value.TokenNumber(token.Name)))];
    }

    static void CheckModel(JsonElement model)
    {
        string type = model.TypeOf();
        if (type != "BPE" && !(type == "none" && model.Part("merges") is not null))
            throw new FormatException($"its model is {type}; only BPE is read: use a model with a byte-level BPE tokenizer.");
        foreach (string option in NotDone)
            if (model.Part(option) is { } value && !(value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0))
                throw new FormatException($"its model sets '{option}', which is not done here: use a byte-level BPE tokenizer without it.");
        if (model.Flag("byte_fallback", otherwise: false)) throw new FormatException("its model sets 'byte_fallback': it is no byte-level BPE, which alone is read.");
    }

    static void CheckNormalizer(JsonElement root)
    {
        if (root.Part("normalizer") is not { } normalizer) return;
        if (normalizer.TypeOf() == "Sequence" && !normalizer.Items("normalizers").Any()) return;
        throw new FormatException($"its normalizer is {normalizer.TypeOf()}, which changes the text: only tokenizers that leave a text as it is are read.");
    }

    static bool IsByteLevel(JsonElement root, bool splitsBytes)
    {
        string decoder = root.Part("decoder")?.TypeOf() ?? "none";
        if (splitsBytes != (decoder == "ByteLevel")) throw new FormatException($"its pre_tokenizer is {(splitsBytes ? "" : "not ")}ByteLevel, but its decoder is {decoder}: both or none must be.");
        if (!splitsBytes && decoder != "Fuse") throw new FormatException($"its decoder is {decoder}: only ByteLevel, and Fuse for single characters, are read.");
        return splitsBytes;
    }

    static (string, string) ReadMerge(JsonElement merge)
    {
        string[] parts = merge.ValueKind switch
        {
            JsonValueKind.String => merge.GetString()!.Split(' '),
            JsonValueKind.Array when merge.EnumerateArray().All(part => part.ValueKind == JsonValueKind.String) => [.. merge.EnumerateArray().Select(part => part.GetString()!)],
            _ => [],
        };
        return parts.Length == 2 ? (parts[0], parts[1]) : throw new FormatException($"the merge {Words.Excerpt.Of(merge.GetRawText())} is not of two tokens: the file is damaged.");
    }

    static AddedToken ReadAdded(JsonElement token)
    {
        string text = token.Text("content");
        foreach (string option in (string[])["single_word", "lstrip", "rstrip"])
            if (token.Flag(option, otherwise: false)) throw new FormatException($"added token '{Words.Excerpt.Of(text)}' sets '{option}', which is not done here.");
        if (text.Length == 0 || token.Part("id") is not { } id) throw new FormatException($"added token '{Words.Excerpt.Of(text)}' has no text or number: the file is damaged.");
        return new AddedToken(text, id.TokenNumber(text), token.Flag("special", otherwise: false));
    }
}
