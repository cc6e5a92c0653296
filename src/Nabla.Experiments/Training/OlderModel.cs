using Nabla.Text;

namespace Nabla.Experiments;

/// <summary>Models of runs before version 0.2: their file says what is read and said as shapes and names of classes, and the recipe beside it says
/// which network it is. Two sequences were one field [2, time].</summary>
static class OlderModel
{
    const int MostClasses = 1_000_000;

    /// <summary>Whether a file is of that form.</summary>
    public static bool Is(SafetensorsFile file) => file.Metadata.GetValueOrDefault("nabla.model") == "1";

    /// <summary>The model of such a file.</summary>
    /// <exception cref="CheckpointException">The file does not fit the recipe, or is damaged.</exception>
    public static TrainedModel Read(SafetensorsFile file, Recipe recipe, Tokenizer? tokenizer)
    {
        string In(string key) => file.Metadata.GetValueOrDefault(key)
            ?? throw new CheckpointException(file.Path, $"its header has no '{key}'", "use the model.safetensors of a run of nabla train");
        string input = In("input"), features = In("features"), target = In("target");
        try
        {
            Field said = ReadOne(target, tokenizer);
            LearningTask task = TrainingPlan.TaskOf(recipe, Parts(features, said, tokenizer), [said]);
            return ModelFile.Read(file, TrainingPlan.CreateModel(recipe, task), task, Parts(input, said, tokenizer), recipe.Model, TrainingPlan.OptionsOf(recipe));
        }
        catch (Exception error) when (error is FormatException or DataException)
        {
            throw new CheckpointException(file.Path, error.Message, "use the recipe and file of one run", error);
        }
    }

    static IReadOnlyList<Field> Parts(string text, Field said, Tokenizer? tokenizer)
    {
        Field field = ReadOne(text, tokenizer);
        return Shape(text) is [2, _] && field is TokenField source ? [source, Field.Tokens(source.Vocabulary, said.Size, source.Padding)] : [field];
    }

    static int[] Shape(string text) => JsonDocument.Parse(text).RootElement.TryGetProperty("shape", out JsonElement shape)
        ? [.. shape.EnumerateArray().Select(extent => extent.GetInt32())] : throw new FormatException("the description of its data has no 'shape'");

    static Field ReadOne(string text, Tokenizer? tokenizer)
    {
        try
        {
            int[] shape = Shape(text);
            JsonElement root = JsonDocument.Parse(text).RootElement;
            if (!root.TryGetProperty("classes", out JsonElement classes)) return Field.Reals(new Shape(shape));
            if (classes.GetArrayLength() > MostClasses) throw new FormatException($"more than {MostClasses} classes");
            string[] names = [.. classes.EnumerateArray().Select(name => name.GetString() ?? throw new FormatException("a class has no name"))];
            if (shape.Length == 0) return Field.Classes(names);
            Vocabulary vocabulary = tokenizer is not null && tokenizer.Names.SequenceEqual(names) ? tokenizer : Vocabulary.Of(names);
            return Field.Tokens(vocabulary, shape[^1], root.TryGetProperty("padding", out JsonElement padding) ? padding.GetInt32() : null);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"the description of its data is damaged ({error.Message})", error);
        }
    }
}
