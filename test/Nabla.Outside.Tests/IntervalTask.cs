using System.Globalization;
using System.Text.Json;
using Nabla.Memory;

namespace Nabla.Outside.Tests;

/// <summary>Σ over two q of max(q·e, (q − 1)·e), e = y − ŷ: least where a share q of the targets lies below ŷ (Koenker and Bassett 1978).</summary>
sealed record PinballLoss(double Low, double High) : Loss(LossTarget.Numbers)
{
    /// <param name="output">The two quantiles, [rows, 2].</param>
    /// <param name="target">The number, [rows].</param>
    public override Tensor PerExample(Tensor output, Tensor target)
    {
        Tensor error = target.Reshape(target.Shape[0], 1) - output;
        return (error * Tensor.From([(float)Low, (float)High], [1, 2]) + (-error).Relu()).Sum(1);
    }
}

/// <summary>Between which two numbers a target lies, in all but some cases: a task with outputs, loss, measures and predictions of its own.</summary>
sealed class IntervalTask(IReadOnlyList<Field> inputs, IReadOnlyList<Field> targets, PinballLoss loss)
    : LearningTask("interval", inputs, targets, loss)
{
    public override int Outputs => 2;

    public override string ScoreName => "coverage";

    public override IReadOnlyList<Metric> NewMetrics() => [new Coverage()];

    public override (long Right, long Of) Score(Tensor output, Batch batch) =>
        (Coverage.Inside(output.ToArray<float>(), batch.Targets.Floats), batch.Count);

    public override IReadOnlyList<Prediction> Predict(Module model, Batch batch) =>
        [.. Scope.Run(() => model.Call(batch.InputTensors()).ToArray<float>()).Chunk(2).Select(ends => new Interval(ends[0], ends[1]))];

    public override string Truth(Dataset dataset, long index)
    {
        var number = new float[1];
        dataset.Read(index, default, number);
        return Interval.Said(number[0]);
    }
}

/// <summary>How many targets lie inside, and how far the ends are apart.</summary>
sealed class Coverage : Metric
{
    long inside, count;
    double width;

    public override IEnumerable<Measure> Measures => [Measure.Share("coverage", (double)inside / count), new("width", width / count)];

    public override void Add(Answers answers)
    {
        float[] ends = answers.Output.ToArray<float>();
        inside += Inside(ends, answers.Batch.Targets.Floats);
        count += answers.Batch.Count;
        for (int row = 0; row < ends.Length; row += 2) width += ends[row + 1] - ends[row];
    }

    public static int Inside(float[] ends, ReadOnlySpan<float> numbers)
    {
        int inside = 0;
        for (int i = 0; i < numbers.Length; i++) if (numbers[i] >= ends[2 * i] && numbers[i] <= ends[2 * i + 1]) inside++;
        return inside;
    }
}

/// <summary>The two ends.</summary>
sealed class Interval(float from, float to) : Prediction
{
    public float From => from;

    public float To => to;

    public override IReadOnlyList<string> Headings => [">from", ">to"];

    public override IReadOnlyList<string> Cells => [Said(from), Said(to)];

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("from", from);
        json.WriteNumber("to", to);
    }

    public static string Said(float number) => number.ToString("G4", CultureInfo.InvariantCulture);
}
