// Lesson 08. "Backpropagation = chain rule + memoization": the same derivatives, with and without re-using what is shared, by operations counted.
var lesson = new Lesson("computing the gradient from end to beginning re-uses partial results: work grows with the number of operations, not of paths", args);

int[] depths = lesson.Pick<int[]>([2, 4, 8, 12, 16, 20], [2, 4, 8, 12, 16]);
int deepest = depths[^1];
long products;

// Chain rule without memory: the derivative of a result in one of its inputs, path by path.
double Naive(Value of, Value @in)
{
    if (of == @in) return 1;
    double sum = 0;
    foreach (var (input, slope) in of.Inputs)
    {
        products++;
        sum += slope * Naive(input, @in);
    }
    return sum;
}

// Chain rule with memory: each value once, from the end to the beginning, hands what has come to it on to its inputs.
Dictionary<Value, double> Backward(Value result, List<Value> inOrder)
{
    var arrived = new Dictionary<Value, double> { [result] = 1 };
    foreach (Value value in inOrder.AsEnumerable().Reverse())
        foreach (var (input, slope) in value.Inputs)
        {
            products++;
            arrived[input] = arrived.GetValueOrDefault(input) + slope * arrived.GetValueOrDefault(value);
        }
    return arrived;
}

// A chain of layers h ← tanh(w·h), each with a weight of its own; or a chain where each value is used twice, h ← h·h/2 + …, as in h ← tanh(h + h).
(Value Result, List<Value> InOrder, List<Value> Weights) Network(int depth, bool shares)
{
    var (inOrder, weights) = (new List<Value>(), new List<Value>());
    Value h = new(0.9, []);
    for (int layer = 0; layer < depth; layer++)
    {
        Value w = new(shares ? 0.5 : 1.1, []);
        double y = Math.Tanh(shares ? w.Number * (h.Number + h.Number) : w.Number * h.Number), slope = 1 - y * y;
        h = shares ? new(y, [(h, slope * w.Number), (h, slope * w.Number), (w, slope * 2 * h.Number)]) : new(y, [(h, slope * w.Number), (w, slope * h.Number)]);
        weights.Add(w);
        inOrder.Add(h);
    }
    return (h, inOrder, weights);
}

// The same network for the tape: what does it record, and what gradients does it give?
(int Nodes, double[] Gradients) OnTape(int depth, bool shares)
{
    Tensor[] w = [.. Enumerable.Range(0, depth).Select(_ => Tensor.From(shares ? 0.5 : 1.1).RequireGradient())];
    int nodes = 0;
    Tape.Differentiate(() =>
    {
        Tensor h = Tensor.From(0.9);
        foreach (Tensor weight in w) h = ((shares ? h + h : h) * weight).Tanh();
        nodes = Tape.Current!.Count;
        return h.Sum();
    });
    return (nodes, [.. w.Select(weight => weight.Gradient!.ToArray<double>()[0])]);
}

var rows = new List<object[]>();
var counts = new Dictionary<string, List<double>>();
double worst = 0;
foreach (int depth in depths)
{
    var row = new List<object> { depth };
    foreach (bool shares in (bool[])[false, true])
    {
        var (result, inOrder, weights) = Network(depth, shares);
        products = 0;
        double[] each = [.. weights.Select(w => Naive(result, w))];
        long without = products;
        products = 0;
        var arrived = Backward(result, inOrder);
        long with = products;
        var (nodes, gradients) = OnTape(depth, shares);
        for (int i = 0; i < depth; i++)
            worst = Math.Max(worst, Math.Max(Math.Abs(each[i] - arrived[weights[i]]), Math.Abs(each[i] - gradients[i])) / Math.Abs(each[i]));
        string name = shares ? "each value used twice" : "a chain";
        foreach (var (kind, count) in ((string, double)[])[($"{name}, anew for each weight", without), ($"{name}, re-used", with), ($"{name}, nodes on the tape", nodes)])
        {
            if (!counts.TryGetValue(kind, out var list)) counts[kind] = list = [];
            list.Add(lesson.Measure($"{kind}: {depth}", count));
            row.Add(count);
        }
    }
    rows.Add([.. row]);
}
lesson.Measure("largest difference", worst);
lesson.Table(["layers", "chain: anew", "re-used", "tape", "shared: anew", "re-used", "tape"], rows);

var figure = new Figure("Products needed for the gradient of every weight") { XAxis = new("layers"), YAxis = new("products", Scale.Log), Width = 760 };
foreach (var (kind, list) in counts.Where(pair => !pair.Key.Contains("tape", StringComparison.Ordinal))) figure.Line(kind, depths, list);
lesson.Save(figure, "products");

double Count(string kind) => lesson.Measured($"{kind}: {deepest}");
lesson.Verdict($"for {deepest} layers in a chain {Count("a chain, anew for each weight"):N0} products without re-use (they grow with the square of the depth), {Count("a chain, re-used"):N0} with; where each value is used twice " +
    $"{Count("each value used twice, anew for each weight"):N0} (they double with each layer) against {Count("each value used twice, re-used"):N0}. The derivatives are the same to {worst:0e0}, those of the tape too: it visits each of its {Count("each value used twice, nodes on the tape"):N0} nodes once.");

/// <summary>A number, what it was computed from, and its slope in each of these.</summary>
sealed record Value(double Number, (Value Input, double Slope)[] Inputs)
{
    public bool Equals(Value? other) => ReferenceEquals(this, other);
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
