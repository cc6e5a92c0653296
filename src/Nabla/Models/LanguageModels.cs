namespace Nabla.Models;

/// <summary>Language models that look at a context of fixed length.</summary>
static class LanguageModels
{
    const int MostContext = 1024, EmbeddingWidth = 24;

    static readonly Setting<int> order = ModelChoice.Size("n", "a token by the n − 1 before it", MostContext),
        tokens = ModelChoice.Size("context", "tokens that are looked at", MostContext), hidden = ModelChoice.Size("hidden", "hidden units");

    static readonly Setting<double?> smoothing = new("model.smoothing",
        "added to each count, 0 for bare counts; auto: shorter contexts fill in for what was not seen", Notations.NotNegative.Or("auto"), null);

    internal static readonly ModelChoice
        ByCounts = new("ngram", "counts of what follows the n − 1 tokens before it", TaskKind.Language, Ngram, order) { Fields = [smoothing], Example = "3" },
        ByContext = new("mlp-lm", "multi-layer perceptron over a context of fixed length",
            TaskKind.Language, Mlp, tokens, hidden) { Fields = [ModelChoice.Embedding], Separator = 'x', Example = "3x200" };

    static NgramModel Ngram(ModelRequest request) =>
        new(request.Task.Vocabulary, request.Written.Get(order), request.Task.Padding ?? 0, request.Written.Get(smoothing));

    static MlpLanguageModel Mlp(ModelRequest request)
    {
        int context = request.Written.Get(tokens), width = request.Written.Get(hidden);
        int embedding = request.Written.Get(ModelChoice.Embedding) ?? EmbeddingWidth;
        request.CheckMatrix(context * embedding, width);
        request.CheckMatrix(width, request.Task.Vocabulary);
        return new MlpLanguageModel(request.Task.Vocabulary, context, width, request.Rng, embedding, request.Task.Padding ?? 0,
            request.Activation("tanh"), request.Norm("none", width), request.Options.Dropout, request.Options.Initializer);
    }
}
