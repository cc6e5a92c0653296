using Nabla.Modules;
using Nabla.Words;

namespace Nabla.Models;

/// <summary>Models of numbers that go straight through: linear ones, and multi-layer perceptrons with and without residual blocks.</summary>
static class FeedForwardModels
{
    public const int MostLayers = 10_000;

    public static readonly ModelEntry[] All =
    [
        new(new("mlp", "mlp:512-512", "hidden widths", '-', 1, MostLayers), TaskKind.Numbers, Mlp),
        new(new("residual-mlp", "residual-mlp:256x20", "width × blocks", 'x', 2, 2), TaskKind.Numbers, ResidualMlp) { Check = CheckBlocks },
        new(new("logistic", "logistic"), TaskKind.Numbers, Linear), new(new("linear", "linear"), TaskKind.Numbers, Linear), new(new("perceptron", "perceptron"), TaskKind.Numbers, Linear),
    ];

    static void CheckBlocks(SizedName name)
    {
        if (name.Sizes[1] > MostLayers) throw new FormatException($"at most {MostLayers} blocks, got {name.Sizes[1]}.");
    }

    static Sequential Linear(ModelRequest request) => [new Flatten(), request.Layer(Inputs(request), request.Task.Outputs)];

    static Sequential Mlp(ModelRequest request)
    {
        List<Module> layers = [new Flatten()];
        int before = Inputs(request);
        foreach (int width in request.Sizes)
        {
            layers.Add(request.Layer(before, width));
            if (request.Norm("none", width) is { } norm) layers.Add(norm);
            layers.Add(request.Activation("relu"));
            if (request.Options.Dropout > 0) layers.Add(new Dropout(request.Options.Dropout, request.Rng));
            before = width;
        }
        layers.Add(request.Layer(before, request.Task.Outputs));
        return [.. layers];
    }

    static Sequential ResidualMlp(ModelRequest request)
    {
        (int width, int blocks) = (request.Sizes[0], request.Sizes[1]);
        List<Module> layers = [new Flatten(), request.Layer(Inputs(request), width)];
        for (int i = 0; i < blocks; i++) layers.Add(Block(request, width));
        layers.Add(request.Layer(width, request.Task.Outputs));
        return new([.. layers]) { RecomputeEvery = request.Options.RecomputeEvery };
    }

    static Residual Block(ModelRequest request, int width)
    {
        List<Module> inside = [request.Layer(width, width), request.Activation("relu"), request.Layer(width, width)];
        if (request.Options.Dropout > 0) inside.Add(new Dropout(request.Options.Dropout, request.Rng));
        return new Residual(new Sequential([.. inside]), request.Norm("layer", width), request.Options.PreNorm ?? false);
    }

    static int Inputs(ModelRequest request) => checked((int)request.Task.Input.Count);
}
