using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Gradients;
using Nabla.Memory;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Differential;

/// <summary>A case run by Nabla with one instruction set in one type.</summary>
static class Comparison
{
    public static List<Pair> Run(FigureCase figures, Call call, InstructionSet set, DataType real)
    {
        var pairs = new List<Pair>();
        Scope.Run(() =>
        {
            CpuDevice device = CpuDevice.With(set);
            Tensor[] inputs = [.. figures.Inputs.Select(input => input.On(device, real))];
            foreach (Figure gradient in figures.Gradients) inputs[gradient.Place].RequireGradient();
            Tensor[] results = figures.Gradients.Any() ? Differentiate(figures, call, inputs) : call.Run(inputs);
            Figure[] expected = [.. figures.Results];
            Assert.Equal(expected.Length, results.Length);
            for (int k = 0; k < results.Length; k++) Add($"out {k}", results[k], expected[k]);
            foreach (Figure gradient in figures.Gradients) Add($"grad {gradient.Place}", inputs[gradient.Place].Gradient!, gradient);
        });
        return pairs;

        void Add(string part, Tensor actual, Figure expected)
        {
            Assert.Equal(expected.Shape, actual.Shape);
            double[] got = actual.To(DataType.Float64).ToArray<double>(), want = expected.Numbers;
            double largest = want.Select(Math.Abs).Where(number => number <= Tolerance.Largest(actual.DataType)).DefaultIfEmpty().Max();
            double[][] beside = [.. figures.Inputs.Where(input => input.Shape == expected.Shape).Select(input => input.Numbers)];
            for (int i = 0; i < got.Length; i++) pairs.Add(new(part, i, [.. beside.Select(numbers => numbers[i])], got[i], want[i], largest, actual.DataType));
        }
    }

    static Tensor[] Differentiate(FigureCase figures, Call call, Tensor[] inputs)
    {
        Tape tape = Tape.Start();
        try
        {
            Tensor[] results = call.Run(inputs);
            Tensor Above(int k) => figures.Upstream(k)?.On(results[k].Device, results[k].DataType) ?? Tensor.Ones(results[k].Shape, results[k].DataType, results[k].Device);
            // One result takes its gradient from above as it is, so that slopes are compared and not products.
            if (results.Length == 1) tape.Backward(results[0], Above(0));
            else tape.Backward(results.Select((result, k) => (result * Above(k)).Sum()).Aggregate((a, b) => a + b));
            return results;
        }
        finally
        {
            tape.Stop();
        }
    }
}
