namespace Nabla.Reports;

/// <summary>The curves of a run over its steps.</summary>
static class CurveFigures
{
    const double Width = 560, Height = 340;

    public static Figure? Loss(RunHistory history)
    {
        if (!history.Steps.Has(RunField.Loss) && history.Evaluations.Count == 0) return null;
        var all = history.Steps[RunField.Loss].Values.Concat(history.Evaluations.Values.SelectMany(e => e).Select(e => e.Number(RunField.Loss) ?? double.NaN));
        var figure = new Figure("Loss") { Caption = LossCaption(history), XAxis = new("step"), YAxis = new("loss", Scales(all)), Width = Width, Height = Height };
        AddSteps(figure, history, RunField.Loss);
        AddEvaluations(figure, history, RunField.Loss, 1);
        if (history.Steps.FirstBadStep is { } bad) figure.VerticalRule(bad, $"not finite from step {Quantity.Count(bad)}");
        return figure;
    }

    /// <summary>A measure over the steps, whatever it is called; shares in percent.</summary>
    public static Figure Measure(RunHistory history, string name)
    {
        string said = name.Replace('_', ' ');
        bool isShare = history.Shares.Contains(name);
        var all = history.Steps[name].Values.Concat(history.Evaluations.Values.SelectMany(e => e).Select(e => e.Number(name)).OfType<double>());
        var figure = new Figure(char.ToUpperInvariant(said[0]) + said[1..])
        {
            Caption = MeasureCaption(history, name, said), XAxis = new("step"), Width = Width, Height = Height,
            YAxis = isShare ? new($"{said} [%]") : new(said, Scales(all)),
        };
        AddSteps(figure, history, name, isShare ? 100 : 1);
        AddEvaluations(figure, history, name, isShare ? 100 : 1);
        return figure;
    }

    public static Figure? Rate(RunHistory history) => Plain(history, RunField.Rate, "Learning rate", "learning rate", Scale.Linear);

    public static Figure? GradientNorm(RunHistory history) =>
        Plain(history, RunField.GradientNorm, "Gradient norm", "norm before clipping", Scales(history.Steps[RunField.GradientNorm].Values), smooth: true);

    public static Figure? Throughput(RunHistory history) =>
        Plain(history, RunField.SamplesPerSecond, "Throughput", "examples per second", Scale.Linear, leastShown: 0);

    static Figure? Plain(RunHistory history, string field, string title, string axis, Scale scale, bool smooth = false, double? leastShown = null)
    {
        if (!history.Steps.Has(field)) return null;
        var figure = new Figure(title) { XAxis = new("step"), YAxis = new(axis, scale) { Min = leastShown }, Width = Width, Height = Height };
        if (smooth) AddSteps(figure, history, field, label: "");
        else figure.Line("", history.Steps[field].Steps, history.Steps[field].Values, markers: false);
        return figure;
    }

    // The raw numbers faint, their rolling mean over them.
    static void AddSteps(Figure figure, RunHistory history, string field, double factor = 1, string label = "train")
    {
        if (!history.Steps.Has(field)) return;
        var (steps, raw) = history.Steps[field];
        var values = raw.Select(v => factor * v).ToArray();
        int reach = RollingMean.Reach(values.Length);
        bool isSmoothed = reach > 0;
        figure.Line(label, steps, values, width: isSmoothed ? 1 : 2, opacity: isSmoothed ? 0.3 : 1, markers: false);
        if (isSmoothed) figure.Line(label, steps, RollingMean.Of(values, reach), width: 2, markers: false);
    }

    static void AddEvaluations(Figure figure, RunHistory history, string field, double factor)
    {
        foreach (var (split, evaluations) in history.Evaluations)
        {
            var known = evaluations.Where(e => e.Number(field) is not null).ToList();
            string label = split == "train" ? "train, whole" : split;
            if (known.Count > 0) figure.Line(label, known.Select(e => e.Step), known.Select(e => factor * e.Number(field)!.Value));
        }
    }

    /// <summary>Logarithmic where positive numbers span more than a factor of thirty.</summary>
    static Scale Scales(IEnumerable<double> values)
    {
        double low = double.PositiveInfinity, high = 0;
        foreach (double value in values.Where(double.IsFinite))
        {
            if (value < 0) return Scale.Linear;
            high = Math.Max(high, value);
            low = value > 0 ? Math.Min(low, value) : low;
        }
        return high > 30 * low ? Scale.Log : Scale.Linear;
    }

    static string LossCaption(RunHistory history)
    {
        if (history.JudgingSplit is not { } split) return "";
        var known = history.Evaluations[split].Where(e => e.Number(RunField.Loss) is { } loss && double.IsFinite(loss)).ToList();
        if (known.Count == 0) return $"No finite {split} loss.";
        var (last, best) = (known[^1], known.MinBy(e => e.Number(RunField.Loss))!);
        string end = $"{split} loss {Quantity.Loss(last.Number(RunField.Loss))} at step {Quantity.Count(last.Step)}";
        return best == last ? end + ", its lowest." : $"{end}; lowest {Quantity.Loss(best.Number(RunField.Loss))} at step {Quantity.Count(best.Step)}.";
    }

    static string MeasureCaption(RunHistory history, string name, string said) =>
        history.JudgingSplit is { } split && history.Evaluations[split].LastOrDefault(e => e.Number(name) is { } number && double.IsFinite(number)) is { } last
            ? $"{split} {said} {history.Said(name, last.Number(name))} at step {Quantity.Count(last.Step)}." : "";
}
