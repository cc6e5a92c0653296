using System.Text.Json;
using Nabla.Words;

namespace Nabla.Text;

/// <summary>
/// Reads a <c>tokenizer.json</c> in the form of Hugging Face's tokenizers library, version 1.0. What would change the tokens and is not
/// done here is refused by name; truncation, padding and what is put around a text are left to the caller, and are not read.
/// </summary>
static class TokenizerReader
{
    /// <summary>The contents.</summary>
    /// <exception cref="FormatException">Anything is out of order.</exception>
    public static TokenizerContents Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("model", out var model) || model.ValueKind != JsonValueKind.Object)
            throw new FormatException("it has no object 'model': give a tokenizer.json.");
        string type = TypeOf(model) ?? (model.TryGetProperty("merges", out _) ? "BPE" : "none");
        if (type != "BPE") throw new FormatException($"its model is {Excerpt.Of(type)}; only BPE is read: use a model with a byte-level BPE tokenizer.");
        if (Part(root, "normalizer") is { } normalizer) throw new FormatException($"its normalizer is {Excerpt.Of(TypeOf(normalizer) ?? "without a type")}, which changes the text; only texts that stay as they are can be read.");
        foreach (string option in (string[])["dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix"]) Refuse(model, option);
        return new TokenizerContents
        {
            Vocabulary = ReadVocabulary(model),
            IsByteLevel = Part(root, "decoder") is { } decoder && TypeOf(decoder) == "ByteLevel",
        };
    }

    static List<(string, int)> ReadVocabulary(JsonElement model)
    {
        if (Part(model, "vocab") is not { ValueKind: JsonValueKind.Object } vocabulary) throw new FormatException("its model has no object 'vocab': the file is damaged.");
        var tokens = new List<(string, int)>();
        foreach (var token in vocabulary.EnumerateObject())
        {
            if (token.Value.ValueKind != JsonValueKind.Number || !token.Value.TryGetInt32(out int id) || id < 0)
                throw new FormatException($"token '{Excerpt.Of(token.Name)}' has no number from 0 on: the file is damaged.");
            tokens.Add((token.Name, id));
        }
        return tokens;
    }

    static void Refuse(JsonElement model, string option)
    {
        if (Part(model, option) is { } value && !(value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0))
            throw new FormatException($"its model sets '{option}', which is not done here; use a byte-level BPE tokenizer without it.");
    }

    /// <summary>A part of an object; null if it is missing or is null.</summary>
    static JsonElement? Part(JsonElement whole, string name) => whole.TryGetProperty(name, out var part) && part.ValueKind != JsonValueKind.Null ? part : null;

    static string? TypeOf(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object && Part(part, "type") is { ValueKind: JsonValueKind.String } type ? type.GetString() : null;
}
