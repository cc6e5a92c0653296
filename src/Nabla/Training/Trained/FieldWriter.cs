namespace Nabla.Training;

/// <summary>Writes fields into the header of a model file; vocabularies are numbered as they come, and written once.</summary>
/// <param name="json">Where they go.</param>
/// <param name="tokenizer">The vocabulary that lies beside the header.</param>
sealed class FieldWriter(Utf8JsonWriter json, Tokenizer? tokenizer)
{
    readonly List<Vocabulary> vocabularies = [];

    public void Write(string name, IReadOnlyList<Field> fields)
    {
        json.WriteStartArray(name);
        foreach (Field field in fields) Write(field);
        json.WriteEndArray();
    }

    public void WriteVocabularies()
    {
        json.WriteStartArray("vocabularies");
        foreach (Vocabulary vocabulary in vocabularies)
        {
            if (ReferenceEquals(vocabulary, tokenizer)) json.WriteStringValue("tokenizer");
            else WriteNames(vocabulary.Names);
        }
        json.WriteEndArray();
    }

    void Write(Field field)
    {
        json.WriteStartObject();
        if (field.Name.Length > 0) json.WriteString("name", field.Name);
        switch (field)
        {
            case RealField reals:
                json.WriteStartArray("shape");
                foreach (int extent in reals.Shape) json.WriteNumberValue(extent);
                json.WriteEndArray();
                if (reals.Columns.Count == 0) break;
                json.WritePropertyName("columns");
                WriteNames(reals.Columns);
                break;
            case LabelField label:
                json.WritePropertyName("classes");
                WriteNames(label.ClassNames);
                break;
            case TokenField tokens:
                json.WriteNumber("length", tokens.Length);
                if (tokens.Padding is { } padding) json.WriteNumber("padding", padding);
                json.WriteNumber("vocabulary", NumberOf(tokens.Vocabulary));
                break;
            default: throw new NotSupportedException($"A model file cannot say what {field} is.");
        }
        json.WriteEndObject();
    }

    int NumberOf(Vocabulary vocabulary)
    {
        if (!vocabularies.Contains(vocabulary)) vocabularies.Add(vocabulary);
        return vocabularies.IndexOf(vocabulary);
    }

    void WriteNames(IEnumerable<string> names)
    {
        json.WriteStartArray();
        foreach (string name in names) json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
