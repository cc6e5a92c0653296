using System.Text.Encodings.Web;

namespace Nabla.Text;

/// <summary>Writes what a tokenizer says in the form of Hugging Face's tokenizers library, version 1.0.</summary>
static class TokenizerWriter
{
    /// <summary>Letters of all languages stay readable.</summary>
    public static readonly JsonWriterOptions Format = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the whole document.</summary>
    public static void Write(Utf8JsonWriter json, TokenizerContents contents)
    {
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        json.WriteNull("truncation");
        json.WriteNull("padding");
        WriteAdded(json, contents.Added);
        json.WriteNull("normalizer");
        WritePreTokenizer(json, contents);
        WritePostProcessor(json, contents.PostProcessor);
        WriteDecoder(json, contents);
        WriteModel(json, contents);
        json.WriteEndObject();
    }

    static void WriteAdded(Utf8JsonWriter json, IReadOnlyList<AddedToken> added)
    {
        json.WriteStartArray("added_tokens");
        foreach (var token in added)
        {
            json.WriteStartObject();
            json.WriteNumber("id", token.Id);
            json.WriteString("content", token.Text);
            foreach (string option in (string[])["single_word", "lstrip", "rstrip", "normalized"]) json.WriteBoolean(option, false);
            json.WriteBoolean("special", token.IsSpecial);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WritePostProcessor(Utf8JsonWriter json, string? postProcessor)
    {
        json.WritePropertyName("post_processor");
        json.WriteRawValue(postProcessor ?? "null");
    }

    // GPT-2's pattern has a name of its own: ByteLevel's use_regex.
    static void WritePreTokenizer(Utf8JsonWriter json, TokenizerContents contents)
    {
        json.WritePropertyName("pre_tokenizer");
        bool isGpt2 = contents.Patterns is [.., SplitPattern.Gpt2];
        int splits = contents.Patterns.Count - (isGpt2 ? 1 : 0);
        if (!contents.IsByteLevel) json.WriteNullValue();
        else if (splits == 0) WriteByteLevel(json, contents.AddPrefixSpace, isGpt2);
        else
        {
            json.WriteStartObject();
            json.WriteString("type", "Sequence");
            json.WriteStartArray("pretokenizers");
            foreach (string pattern in contents.Patterns.Take(splits)) WriteSplit(json, pattern);
            WriteByteLevel(json, contents.AddPrefixSpace, isGpt2);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    static void WriteSplit(Utf8JsonWriter json, string pattern)
    {
        json.WriteStartObject();
        json.WriteString("type", "Split");
        json.WriteStartObject("pattern");
        json.WriteString("Regex", pattern);
        json.WriteEndObject();
        json.WriteString("behavior", "Isolated");
        json.WriteBoolean("invert", false);
        json.WriteEndObject();
    }

    static void WriteDecoder(Utf8JsonWriter json, TokenizerContents contents)
    {
        json.WritePropertyName("decoder");
        if (contents.IsByteLevel)
        {
            WriteByteLevel(json, addPrefixSpace: false, useRegex: false);
            return;
        }
        json.WriteStartObject();
        json.WriteString("type", "Fuse");
        json.WriteEndObject();
    }

    static void WriteByteLevel(Utf8JsonWriter json, bool addPrefixSpace, bool useRegex)
    {
        json.WriteStartObject();
        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", addPrefixSpace);
        json.WriteBoolean("trim_offsets", true);
        json.WriteBoolean("use_regex", useRegex);
        json.WriteEndObject();
    }

    static void WriteModel(Utf8JsonWriter json, TokenizerContents contents)
    {
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteNull("dropout");
        json.WriteNull("unk_token");
        json.WriteNull("continuing_subword_prefix");
        json.WriteNull("end_of_word_suffix");
        json.WriteBoolean("fuse_unk", false);
        json.WriteBoolean("byte_fallback", false);
        json.WriteBoolean("ignore_merges", contents.IgnoreMerges);
        json.WriteStartObject("vocab");
        foreach ((string text, int id) in Tokens(contents)) json.WriteNumber(text, id);
        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach (var (left, right) in contents.Merges) json.WriteStringValue($"{left} {right}");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Added tokens too, so that their numbers stay whatever reads the file.
    static IEnumerable<(string Text, int Id)> Tokens(TokenizerContents contents) =>
        contents.Vocabulary.Concat(contents.Added.Select(token => (token.Text, token.Id))).Distinct().OrderBy(token => token.Item2);
}
