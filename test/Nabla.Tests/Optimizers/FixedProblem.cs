using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Parameters;
using Nabla.Tensors;

namespace Nabla.Tests.Optimizers;

/// <summary>The two problems of reference/torch_trajectories.py.</summary>
sealed class FixedProblem
{
    readonly Func<Tensor> loss;

    FixedProblem(IEnumerable<Parameter> parameters, Func<Tensor> loss) => (Arena, this.loss) = (new ParameterArena(parameters), loss);

    public ParameterArena Arena { get; }

    public static FixedProblem Of(string name, DataType type) => name == "bowl" ? Bowl(type) : LeastSquares(type);

    static FixedProblem LeastSquares(DataType type)
    {
        var design = new double[40];
        for (int i = 0; i < 8; i++) for (int j = 0; j < 5; j++) design[i * 5 + j] = Math.Sin(1 + 3 * i + 7 * j);
        Tensor x = Tensor.From(design, [8, 5]).To(type), y = Tensor.From([.. Enumerable.Range(0, 8).Select(i => Math.Cos(2 * i))], [8, 1]).To(type);
        Parameter weight = New("weight", [1, 5], type, [0, 0, 0, 0, 0]), offset = New("offset", [1], type, [0.5], decays: false);
        // Declared in the other order than the arena keeps them in.
        return new([offset, weight], () => (x.Linear(weight, offset) - y).Square().Mean());
    }

    static FixedProblem Bowl(DataType type)
    {
        Tensor curvature = Tensor.From(1.0, 10, 100, 1000).To(type);
        Parameter place = New("place", [4], type, [1, -1, 1, -1]);
        return new([place], () => (curvature * place.Value.Square()).Sum() * 0.5);
    }

    public static Parameter New(string path, Shape shape, DataType type, double[] values, bool decays = true) =>
        new(shape, Rng.FromSeed(0), (extents, _, to) => Tensor.From(values, extents).To(to), decays) { DataType = type, Path = path };

    public void Backward(int times = 1)
    {
        Arena.ClearGradients();
        for (int i = 0; i < times; i++) Tape.Differentiate(loss);
    }

    public double[] Numbers => [.. Arena.Parameters.Reverse().SelectMany(p => NumbersOf(p.Value))];

    public static double[] NumbersOf(Tensor tensor) => tensor.To(DataType.Float64).ToArray<double>();
}
