using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tensors;

namespace Nabla.Tests.Differential;

/// <summary>Rows by index, types, the steps of optimizers, and clipping.</summary>
static class TrainingCalls
{
    const double Rate = 0.03;

    // Steps are some 0.03 long and their quotients rounded a few times; what they are added to is of the size of 1.
    static readonly Tolerance Exact = new(0), Few = new(1, OfOne: 2);

    public static IEnumerable<Call> All => [.. Movements, .. Rules(0), .. Rules(0.1), .. Clippings(0.5), .. Clippings(100)];

    static IEnumerable<Call> Movements =>
    [
        Call.Of("Gather (embedding)", x => x[0].Gather(x[1]), Exact, Few), Call.Of("Gather along 1", x => x[0].Gather(x[1], 1), Exact, Few),
        Call.Of("ScatterAdd", x => x[0].ScatterAdd(x[1], x[2]), Few),
        Types("real to the others", DataType.Float32, DataType.Float64, DataType.Int32, DataType.Int64),
        Types("ends of real to real", DataType.Float32, DataType.Float64), Types("Float64 to Float32", DataType.Float32),
        Types("Int32 to real", DataType.Float32, DataType.Float64), Types("Int64 to real", DataType.Float32, DataType.Float64),
        Call.Of("gradient through another type", x => x[0].To(DataType.Float64) * 2.0, Exact),
    ];

    static Call Types(string name, params DataType[] types) => new(name, x => [.. types.Select(x[0].To)], Exact, Exact);

    static IEnumerable<Call> Rules(double decay) =>
    [
        Walk("Sgd", new Sgd { WeightDecay = decay }), Walk("Momentum", new Momentum { WeightDecay = decay }), Walk("Nesterov", new Nesterov { WeightDecay = decay }),
        Walk("Adagrad", new Adagrad { WeightDecay = decay }), Walk("RmsProp", new RmsProp { WeightDecay = decay }),
        Walk("RmsProp, momentum", new RmsProp { WeightDecay = decay, Momentum = 0.9 }), Walk("RmsProp, centered", new RmsProp { WeightDecay = decay, Centered = true }),
        Walk("Adam", new Adam { WeightDecay = decay }), Walk("AdamW", new AdamW { WeightDecay = decay }),
    ];

    // A parameter and the gradients of three steps, to the parameter after each.
    static Call Walk(string name, OptimizerSettings rule) => new(rule.WeightDecay > 0 ? $"{name}, weight decay 0.1" : name, x =>
    {
        Parameter parameter = new(x[0]);
        ParameterArena arena = new([parameter]);
        Optimizer optimizer = rule.For(arena);
        return [.. x[1..].Select(gradient =>
        {
            Give(arena, (parameter, gradient));
            optimizer.Step(Rate);
            return parameter.Value.Copy();
        })];
    }, Few, Few);

    static IEnumerable<Call> Clippings(double limit) =>
    [
        new($"clipping by norm {limit}", x =>
        {
            (Parameter first, Parameter second) = (new(x[0]), new(x[1]));
            ClippedGradients clipped = Clip(GradientClipping.ByNorm(limit), (first, x[2]), (second, x[3]));
            return [Tensor.Scalar(clipped.Norm, x[0].DataType, x[0].Device), first.Value.Detach(), second.Value.Detach()];
        }, Few, Few),
        new($"clipping by value {limit}", x =>
        {
            Parameter only = new(x[0]);
            Clip(GradientClipping.ByValue(limit), (only, x[1]));
            return [only.Value.Detach()];
        }, Few, Few),
    ];

    static ClippedGradients Clip(GradientClipping clipping, params (Parameter Parameter, Tensor Gradient)[] given)
    {
        ParameterArena arena = new(given.Select(one => one.Parameter));
        Give(arena, given);
        ClippedGradients clipped = clipping.Apply(arena);
        new Sgd().For(arena).Step(Rate, clipped.Scale);
        return clipped;
    }

    // The gradient of Σ θ·g is g, to the last bit.
    static void Give(ParameterArena arena, params (Parameter Parameter, Tensor Gradient)[] given)
    {
        arena.ClearGradients();
        Tape.Differentiate(() => given.Select(one => (one.Parameter.Value * one.Gradient).Sum()).Aggregate((a, b) => a + b));
    }
}
