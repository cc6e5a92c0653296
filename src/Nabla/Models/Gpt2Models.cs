namespace Nabla.Models;

/// <summary>GPT-2 by name (Radford et al. 2019): what a recipe says of transformers is settled, but for dropout, first weights and recomputation.</summary>
static class Gpt2Models
{
    static readonly Setting<int>
        layers = SizeOf(TransformerModels.Layers, 12), width = SizeOf(TransformerModels.Width, 768), heads = SizeOf(TransformerModels.Heads, 12);
    internal static readonly ModelChoice ByName = new("gpt2", "GPT-2, alone its smallest", TaskKind.Language, Create, layers, width, heads)
        { Fields = [ModelChoice.Recompute], Separator = 'x', Example = "12x768x12", Check = Check };

    static Setting<int> SizeOf(Setting<int> size, int small) => new(size.Path, size.Description, size.Notation, small);

    static void Check(Written written)
    {
        if (written.Count is not (0 or 3)) throw new ArgumentException($"layers × width × heads are three numbers, got {written.Count}.");
        if (written.Count == 3) TransformerModels.Check(written);
    }

    static Gpt Create(ModelRequest request)
    {
        int numbers = request.Written.Get(width);
        request.CheckMatrix(4L * numbers, numbers);
        request.CheckMatrix(request.Task.Vocabulary, numbers);
        var options = new TransformerOptions(request.Task.Vocabulary, request.Written.Get(layers), numbers, request.Written.Get(heads))
        {
            ContextLength = request.Task.Input[^1], FeedForward = FeedForwardKind.GeluTanh, Dropout = request.Options.Dropout,
            RecomputeEvery = request.Written.Get(ModelChoice.Recompute) ?? 0,
        };
        return new(request.Options.Initializer is { } initializer ? options with { Initializer = initializer } : options, request.Rng);
    }
}
