using Nabla.Modules;
using Nabla.Words;

namespace Nabla.Models;

/// <summary>Language models that look at a context of fixed length.</summary>
static class LanguageModels
{
    const int MostContext = 1024, EmbeddingWidth = 24;

    public static readonly ModelEntry[] All =
    [
        new(new("ngram", "ngram:3", "n: a token by the n − 1 before it", 'x', 1, 1), TaskKind.Language, Ngram) { Check = CheckContext },
        new(new("mlp-lm", "mlp-lm:3x200", "context × hidden", 'x', 2, 2), TaskKind.Language, Mlp) { Check = CheckContext },
    ];

    static void CheckContext(SizedName name)
    {
        if (name.Sizes[0] > MostContext) throw new FormatException($"a context of at most {MostContext} tokens, got {name.Sizes[0]}.");
    }

    static NgramModel Ngram(ModelRequest request)
    {
        try
        {
            return new NgramModel(request.Task.Vocabulary, request.Sizes[0], Math.Max(0, request.Task.Padding), request.Options.Smoothing);
        }
        catch (ArgumentException error)
        {
            throw new FormatException(error.Message, error);
        }
    }

    static MlpLanguageModel Mlp(ModelRequest request)
    {
        (int context, int width) = (request.Sizes[0], request.Sizes[1]);
        int embedding = request.Options.Embedding ?? EmbeddingWidth;
        request.CheckMatrix(context * embedding, width);
        request.CheckMatrix(width, request.Task.Vocabulary);
        return new MlpLanguageModel(request.Task.Vocabulary, context, width, request.Rng, embedding, Math.Max(0, request.Task.Padding), request.Activation("tanh"), request.Norm("none", width), request.Options.Dropout, request.Options.Initializer);
    }
}
