using Nabla.Modules;
using Nabla.Words;

namespace Nabla.Models;

/// <summary>GPT-2 by name (Radford et al. 2019): what a recipe says of transformers is settled, but for dropout, first weights and recomputation.</summary>
static class Gpt2Models
{
    static readonly int[] small = [12, 768, 12];

    public static readonly ModelEntry[] All =
    [
        new(new("gpt2", "gpt2:12x768x12", "layers × width × heads", 'x', 0, 3), TaskKind.Language, Create) { Check = Check },
    ];

    static void Check(SizedName name)
    {
        if (name.Sizes.Count == 0) return;
        if (name.Sizes.Count != 3) throw new FormatException($"layers × width × heads are three numbers, got {name.Sizes.Count}.");
        TransformerModels.Check(name);
    }

    static Gpt Create(ModelRequest request)
    {
        IReadOnlyList<int> sizes = request.Sizes.Count == 0 ? small : request.Sizes;
        request.CheckMatrix(4L * sizes[1], sizes[1]);
        request.CheckMatrix(request.Task.Vocabulary, sizes[1]);
        var options = new TransformerOptions(request.Task.Vocabulary, sizes[0], sizes[1], sizes[2])
        {
            ContextLength = request.Task.Input[^1], FeedForward = FeedForwardKind.GeluTanh, Dropout = request.Options.Dropout, RecomputeEvery = request.Options.RecomputeEvery,
        };
        return new(request.Options.Initializer is { } initializer ? options with { Initializer = initializer } : options, request.Rng);
    }
}
