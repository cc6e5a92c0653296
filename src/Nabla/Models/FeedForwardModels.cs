namespace Nabla.Models;

/// <summary>Models of numbers that go straight through: linear ones, and multi-layer perceptrons with and without residual blocks.</summary>
static class FeedForwardModels
{
    const int MostLayers = 10_000;

    static readonly Setting<int> widths = new("hidden widths", "units of each hidden layer", Notations.Whole(1, 1 << 20)) { Repeats = true },
        width = ModelChoice.Size("width", "units of a layer"), blocks = ModelChoice.Size("blocks", "residual blocks", MostLayers);

    internal static readonly ModelChoice
        ByWidths = new("mlp", "multi-layer perceptron", TaskKind.Numbers, Mlp, widths) { Separator = '-', Example = "512-512", Check = CheckLayers },
        ByBlocks = new("residual-mlp", "multi-layer perceptron of residual blocks",
            TaskKind.Numbers, ResidualMlp, width, blocks)
            { Fields = [ModelChoice.PreNorm, ModelChoice.Recompute], Separator = 'x', Example = "256x20" },
        AsLogistic = new("logistic", "linear, usually under cross-entropy", TaskKind.Numbers, Linear),
        AsLinear = new("linear", "linear", TaskKind.Numbers, Linear),
        AsPerceptron = new("perceptron", "linear, with the perceptron's loss for two classes", TaskKind.Numbers, Linear) { LossOfTwoClasses = "perceptron" };

    static void CheckLayers(Written written)
    {
        if (written.Count > MostLayers) throw new ArgumentException($"at most {MostLayers} hidden layers, got {written.Count}.");
    }

    static Sequential Linear(ModelRequest request) => [new Flatten(), request.Layer(Inputs(request), request.Task.Outputs)];

    static Sequential Mlp(ModelRequest request)
    {
        List<Module> layers = [new Flatten()];
        int before = Inputs(request);
        foreach (int width in request.Written.All(widths))
        {
            layers.Add(request.Layer(before, width));
            if (request.Norm("none", width) is { } norm) layers.Add(norm);
            layers.Add(request.Activation("relu"));
            layers.AddRange(request.Dropout());
            before = width;
        }
        layers.Add(request.Layer(before, request.Task.Outputs));
        return [.. layers];
    }

    static Sequential ResidualMlp(ModelRequest request)
    {
        int units = request.Written.Get(width), count = request.Written.Get(blocks);
        List<Module> layers = [new Flatten(), request.Layer(Inputs(request), units)];
        for (int i = 0; i < count; i++) layers.Add(Block(request, units));
        layers.Add(request.Layer(units, request.Task.Outputs));
        return new([.. layers]) { RecomputeEvery = request.Written.Get(ModelChoice.Recompute) ?? 0 };
    }

    static Residual Block(ModelRequest request, int width)
    {
        var inside = new Sequential([request.Layer(width, width), request.Activation("relu"), request.Layer(width, width), .. request.Dropout()]);
        return new Residual(inside, request.Norm("layer", width), request.Written.Get(ModelChoice.PreNorm) ?? false);
    }

    static int Inputs(ModelRequest request) => checked((int)request.Task.Input.Count);
}
