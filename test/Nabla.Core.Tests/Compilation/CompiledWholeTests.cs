using Nabla.Core.Tests.Conformance;
using Nabla.Core.Tests.Operations.Elementwise;
using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Gradients;
using Nabla.Memory;
using Nabla.Operations;
using Nabla.Tensors;
using Nabla.Testing;

namespace Nabla.Core.Tests.Compilation;

/// <summary>A loop over vectors is compiled as one: whatever runs in a process, and however often, what it does to vectors is never a call. Else the
/// compiler would, after some hundred calls, take the loop into its caller, run out of its budget for inlining, and pass vectors through memory.</summary>
public class CompiledWholeTests
{
    /// <summary>Rounds: a method is compiled anew after thirty calls, with a profile, and once more after thirty of those.</summary>
    const int Rounds = 150;

    static readonly string[] OfVectors = ["Transcendental", "Trigonometry", "ErrorFunction", "Polynomial", "Dual"];

    public static TheoryData<string> Sets => [.. InstructionSets.Available.Select(InstructionSets.NameOf)];

    [Theory, MemberData(nameof(Sets))]
    public void No_operation_on_vectors_becomes_a_call(string set) => OwnProcess.Run(() =>
    {
        using var methods = new CompiledMethods();
        CpuDevice.Threads = 1;
        CpuDevice device = CpuDevice.With(InstructionSets.Choose(set));
        foreach (DataType type in new[] { DataType.Float32, DataType.Float64 })
        {
            Formulas formulas = new(type, device);
            for (int round = 0; round < Rounds; round++)
            {
                foreach (string name in FormulaCases.UnaryNames) FormulaCases.Visit(name, (IUnaryCheck)formulas);
                foreach (string name in FormulaCases.BinaryNames) FormulaCases.Visit(name, (IBinaryCheck)formulas);
                if (round % 4 == 0) foreach (OperationCase operation in OperationCases.All) Run(operation.Call, operation.Draw(type, device));
            }
        }
        string[] calls = [.. methods.UntilNow().Where(IsOfVectors).Select(method => $"{method.Type}.{method.Method}").Distinct()];
        Assert.True(calls.Length == 0, $"{calls.Length} methods that belong inside a loop were compiled by themselves:\n{string.Join('\n', calls)}");
        Assert.Contains(methods.UntilNow(), method => method.Type.Contains("MapKernel", StringComparison.Ordinal) && method.Method == "Walk");
    }, [set], new() { ["DOTNET_TC_CallCountingDelayMs"] = "0" });

    static bool IsOfVectors((string Type, string Method) method)
    {
        string type = method.Type.Split('`', '[')[0];
        return type.StartsWith("Nabla.Operations.Elementwise.", StringComparison.Ordinal) && (method.Method is "Value" or "Slope")
            || OfVectors.Any(name => type == $"Nabla.Devices.Cpu.{name}");
    }

    static void Run(Func<Tensor[], Tensor> call, Tensor[] inputs)
    {
        foreach (Tensor input in inputs) input.RequireGradient();
        Tape tape = Tape.Start();
        Tensor value = call(inputs);
        tape.Backward(value, Tensor.Ones(value.Shape, value.DataType, value.Device));
    }

    sealed class Formulas(DataType type, Device device) : IUnaryCheck, IBinaryCheck
    {
        const int Count = 37;

        public void Check<F>(F formula, Func<double, double> reference) where F : struct, IUnaryFormula =>
            Run(x => ElementwiseOperation.Apply(x[0], formula), [Draw(F.Domain)]);

        public void Check<F>(F formula, Func<double, double, double> reference) where F : struct, IBinaryFormula =>
            Run(x => ElementwiseOperation.Apply(x[0], x[1], formula), [Draw(F.Domain), Draw(F.Domain)]);

        Tensor Draw((double Low, double High) domain) => Tensor.Uniform([Count], Rng.FromSeed(1), domain.Low, domain.High, type, device);
    }
}
