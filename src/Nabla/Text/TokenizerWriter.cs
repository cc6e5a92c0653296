using System.Text.Encodings.Web;
using System.Text.Json;

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
        json.WriteStartArray("added_tokens");
        json.WriteEndArray();
        json.WriteNull("normalizer");
        WritePreTokenizer(json, contents);
        json.WriteNull("post_processor");
        WriteDecoder(json, contents);
        WriteModel(json, contents);
        json.WriteEndObject();
    }

    static void WritePreTokenizer(Utf8JsonWriter json, TokenizerContents contents)
    {
        if (contents.IsByteLevel) WriteByteLevel(json, "pre_tokenizer");
        else json.WriteNull("pre_tokenizer");
    }

    static void WriteDecoder(Utf8JsonWriter json, TokenizerContents contents)
    {
        if (contents.IsByteLevel)
        {
            WriteByteLevel(json, "decoder");
            return;
        }
        json.WriteStartObject("decoder");
        json.WriteString("type", "Fuse");
        json.WriteEndObject();
    }

    static void WriteByteLevel(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", false);
        json.WriteBoolean("trim_offsets", true);
        json.WriteBoolean("use_regex", false);
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
        json.WriteBoolean("ignore_merges", false);
        json.WriteStartObject("vocab");
        foreach ((string text, int id) in contents.Vocabulary) json.WriteNumber(text, id);
        json.WriteEndObject();
        json.WriteStartArray("merges");
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
