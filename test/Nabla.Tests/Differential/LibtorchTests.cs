using System.Globalization;
using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Operations.Elementwise;

namespace Nabla.Tests.Differential;

/// <summary>Nabla beside libtorch, number by number: a small part of what bench/differential compares, with figures of libtorch that lie in a file.</summary>
public class LibtorchTests
{
    const int Shown = 12;

    public static TheoryData<string> Names => [.. FigureCase.All.Select(figures => figures.Name)];

    [Fact]
    public void Every_case_has_its_line_in_the_table_and_every_line_its_case() =>
        Assert.Equal(FigureCase.All.Select(figures => figures.Name).Order(), Call.All.Select(call => call.Name).Order());

    [Fact]
    public void Every_formula_has_a_case()
    {
        IEnumerable<Type> formulas = typeof(IUnaryFormula).Assembly.GetTypes()
            .Where(type => type.IsValueType && (type.IsAssignableTo(typeof(IUnaryFormula)) || type.IsAssignableTo(typeof(IBinaryFormula))));
        IEnumerable<Type> called = Call.All.Select(call => call.Formula).OfType<Type>().SelectMany(type => type.GenericTypeArguments.Append(type));
        Assert.Equal(formulas.Select(type => type.Name).Order(), called.Select(type => type.Name).Distinct().Order());
    }

    [Fact]
    public void Every_difference_is_of_a_case() => Assert.Empty(Difference.All.Select(each => each.Case).Except(FigureCase.All.Select(figures => figures.Name)));

    [Theory, MemberData(nameof(Names))]
    public void Nabla_gives_what_libtorch_gives(string name)
    {
        FigureCase figures = FigureCase.All.Single(each => each.Name == name);
        Call call = Call.All.Single(each => each.Name == name);
        List<string> wrong = [];
        HashSet<Difference> met = [];
        foreach (InstructionSet set in InstructionSets.Available)
            foreach (DataType real in new[] { DataType.Float32, DataType.Float64 })
                foreach (Pair pair in Comparison.Run(figures, call, set, real))
                {
                    Tolerance tolerance = pair.Part.StartsWith("out", StringComparison.Ordinal) ? call.Result : call.Gradient;
                    bool holds = tolerance.Holds(pair.Actual, pair.Expected, pair.Largest, pair.Type);
                    Difference? meant = Difference.Find(name, pair);
                    if (!holds && meant is not null) met.Add(meant);
                    if (!(meant is null ? holds : meant.Holds(pair)))
                        wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{set} {real}, {pair.Part} at {pair.Index} ({string.Join("; ", pair.At)}): "
                            + $"{pair.Actual:R}, libtorch {pair.Expected:R}{(meant is null ? "" : $", meant {meant.Gives}: {meant.Reason}")}"));
                }
        Assert.True(wrong.Count == 0, $"{wrong.Count} numbers of '{name}' are others:\n{string.Join('\n', wrong.Take(Shown))}");
        Assert.Empty(Difference.All.Where(each => each.Case == name && !met.Contains(each)).Select(each => $"{each.Part} is libtorch's: {each.Reason}"));
    }
}
