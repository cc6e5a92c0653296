using Nabla.Modules;
using Nabla.Words;

namespace Nabla.Models;

/// <summary>Recurrent networks by name: of text they say the next token, of whole sequences one class.</summary>
static class RecurrentModels
{
    const int MostLayers = 1000;

    public static readonly ModelEntry[] All =
    [
        Entry("rnn", "rnn:256", RecurrentKind.Rnn), Entry("gru", "gru:256", RecurrentKind.Gru), Entry("lstm", "lstm:256x2", RecurrentKind.Lstm),
    ];

    static ModelEntry Entry(string name, string example, RecurrentKind kind) =>
        new(new(name, example, "width × layers", 'x', 1, 2), TaskKind.Language | TaskKind.Sequence, request => Create(kind, request)) { Check = CheckLayers };

    static void CheckLayers(SizedName name)
    {
        if (name.Sizes.Count > 1 && name.Sizes[1] > MostLayers) throw new FormatException($"at most {MostLayers} layers, got {name.Sizes[1]}.");
    }

    static Module Create(RecurrentKind kind, ModelRequest request)
    {
        int width = request.Sizes[0], layers = request.Sizes.Count > 1 ? request.Sizes[1] : 1;
        (ModelTask task, ModelOptions options) = (request.Task, request.Options);
        request.CheckMatrix(4L * width, Math.Max(width, options.Embedding ?? width));
        request.CheckMatrix(task.Vocabulary, width);
        if (task.Kind == TaskKind.Sequence)
            return new RecurrentClassifier(kind, task.Vocabulary, task.Outputs, width, request.Rng, task.Padding < 0 ? null : task.Padding, layers, options.Embedding, options.Dropout);
        bool tied = options.Tied ?? false;
        if (tied && options.Embedding is { } embedding && embedding != width) throw new FormatException($"model.tied: the vector of a token has {embedding} numbers, the last layer reads {width}: leave model.embedding at auto.");
        return new RecurrentLanguageModel(kind, task.Vocabulary, width, request.Rng, layers, options.Embedding, options.Dropout, tied);
    }
}
