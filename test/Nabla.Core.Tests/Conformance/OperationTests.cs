using System.Collections.Concurrent;
using System.Reflection;
using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Operations;
using Nabla.Operations.Elementwise;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Conformance;

/// <summary>Every operation: gradient against central differences, value and gradient against its composed form, float32 against float64.</summary>
public class OperationTests
{
    public static TheoryData<string> Names => [.. OperationCases.All.Select(each => each.Name)];

    public static TheoryData<string> Fused => [.. OperationCases.All.Where(each => each.Composed is not null).Select(each => each.Name)];

    static OperationCase Find(string name) => OperationCases.All.Single(each => each.Name == name);

    [Theory, MemberData(nameof(Names))]
    public void The_gradient_meets_central_differences(string name)
    {
        OperationCase operation = Find(name);
        GradientError worst = GradientCheck.Run(operation.Call, operation.Draw(DataType.Float64));
        Assert.True(worst.Error < 1e-7, $"{name}: {worst}");
    }

    [Theory, MemberData(nameof(Names))]
    public void Single_precision_agrees_with_double(string name)
    {
        OperationCase operation = Find(name);
        (double[] value64, double[][] gradients64) = Evaluate(operation.Call, operation.Draw(DataType.Float64));
        (double[] value32, double[][] gradients32) = Evaluate(operation.Call, operation.Draw(DataType.Float32));
        Close(value64, value32, 2e-5, name);
        for (int i = 0; i < gradients64.Length; i++) Close(gradients64[i], gradients32[i], 1e-4, $"{name}, gradient {i}");
    }

    [Theory, MemberData(nameof(Fused))]
    public void Fused_and_composed_agree(string name)
    {
        OperationCase operation = Find(name);
        (double[] value, double[][] gradients) = Evaluate(operation.Call, operation.Draw(DataType.Float64));
        (double[] composed, double[][] composedGradients) = Evaluate(operation.Composed!, operation.Draw(DataType.Float64));
        Close(composed, value, 1e-11, name);
        for (int i = 0; i < gradients.Length; i++) Close(composedGradients[i], gradients[i], 1e-10, $"{name}, gradient {i}");
    }

    [Theory, MemberData(nameof(Names))]
    public void A_device_without_families_composes_the_same(string name)
    {
        OperationCase operation = Find(name);
        (double[] value, double[][] gradients) = Evaluate(operation.Call, operation.Draw(DataType.Float64));
        (double[] composed, double[][] composedGradients) = Evaluate(operation.Call, operation.Draw(DataType.Float64, PlainDevice.Instance));
        Close(value, composed, 1e-11, name);
        for (int i = 0; i < gradients.Length; i++) Close(gradients[i], composedGradients[i], 1e-10, $"{name}, gradient {i}");
    }

    [Fact]
    public void Every_node_and_every_composed_form_has_a_case()
    {
        var seen = new ConcurrentDictionary<Type, bool>();
        foreach ((OperationCase operation, DataType type) in OperationCases.All.SelectMany(each => new[] { (each, DataType.Float32), (each, DataType.Float64) }))
        {
            Tape tape = Tape.Start();
            Tensor[] inputs = operation.Draw(type);
            foreach (Tensor input in inputs) input.RequireGradient();
            operation.Call(inputs);
            foreach (Node node in tape.Nodes) seen[Definition(node.GetType())] = true;
            tape.Stop();
        }
        Type[] nodes = [.. typeof(Node).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Node)) && !type.IsAbstract)];
        Assert.NotEmpty(nodes);
        Assert.Empty(string.Join(", ", nodes.Where(type => !seen.ContainsKey(Definition(type))).Select(type => type.FullName)));

        string[] composed = [.. typeof(Node).Assembly.GetTypes().Where(type => type.GetMethod("Composed", BindingFlags.Public | BindingFlags.Static) is not null).Select(type => type.Name.Replace("Operation", ""))];
        Assert.Empty(string.Join(", ", composed.Where(name => !OperationCases.All.Any(each => each.Composed is not null && each.Name.StartsWith(name)))));
    }

    static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    static (double[] Value, double[][] Gradients) Evaluate(Func<Tensor[], Tensor> call, Tensor[] inputs)
    {
        foreach (Tensor input in inputs) input.RequireGradient();
        Tape tape = Tape.Start();
        Tensor value = call(inputs);
        double[] numbers = value.To(DataType.Float64).ToArray<double>();
        double[] weights = [.. Enumerable.Range(0, numbers.Length).Select(i => Math.Sin(i + 1))];
        tape.Backward(value, Tensor.From(weights, value.Shape, value.Device).To(value.DataType));
        return (numbers, [.. inputs.Select(input => input.Gradient!.To(DataType.Float64).ToArray<double>())]);
    }

    static void Close(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(1, expected.Select(Math.Abs).DefaultIfEmpty().Max());
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"{what}[{i}]: expected {expected[i]:R}, got {actual[i]:R}");
    }
}
