namespace Nabla.Models;

/// <summary>Recurrent networks by name: of text they say the next token, of whole sequences one class.</summary>
static class RecurrentModels
{
    static readonly Setting<int>
        units = ModelChoice.Size("width", "units of a layer"), depth = new("layers", "layers above each other", Notations.Whole(1, 1000), 1);
    internal static readonly ModelChoice
        Rnn = Choose("rnn", "recurrent net with tanh", "256", RecurrentKind.Rnn),
        Gru = Choose("gru", "gated recurrent units", "256", RecurrentKind.Gru),
        Lstm = Choose("lstm", "long short-term memory", "256x2", RecurrentKind.Lstm);

    static ModelChoice Choose(string name, string description, string example, RecurrentKind kind) =>
        new(name, description, TaskKind.Language | TaskKind.Sequence, request => Create(kind, request), units, depth)
        { Fields = [ModelChoice.Embedding, ModelChoice.Tied], Separator = 'x', Example = example };

    static Module Create(RecurrentKind kind, ModelRequest request)
    {
        int width = request.Written.Get(units), layers = request.Written.Get(depth);
        int? embedding = request.Written.Get(ModelChoice.Embedding);
        (ModelTask task, double dropout) = (request.Task, request.Options.Dropout);
        request.CheckMatrix(4L * width, Math.Max(width, embedding ?? width));
        request.CheckMatrix(task.Vocabulary, width);
        if (task.Kind == TaskKind.Sequence)
            return new RecurrentClassifier(kind, task.Vocabulary, task.Outputs, width, request.Rng, task.Padding, layers,
                embedding, dropout);
        bool tied = request.Written.Get(ModelChoice.Tied) ?? false;
        if (tied && embedding is { } numbers && numbers != width)
            throw new FormatException($"model.tied: the vector of a token has {numbers} numbers, the last layer reads {width}: leave model.embedding at auto.");
        return new RecurrentLanguageModel(kind, task.Vocabulary, width, request.Rng, layers, embedding, dropout, tied);
    }
}
