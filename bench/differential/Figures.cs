// Writes what libtorch gives for small cases to a file that a test reads where libtorch is not.
using System.Text;

namespace Differential;

static class Figures
{
    /// <summary>Output and gradient numbers of one run.</summary>
    sealed record Answers(List<Part> Outputs, List<(int Input, Part Part)> Gradients, List<(int Output, int[] Shape, double[] Values)> Upstream);

    const int Width = 160;

    public static void Write(string path)
    {
        var text = new StringBuilder();
        string written = Path.GetRelativePath(Environment.CurrentDirectory, path);
        text.Append(
            $"# libtorch {Version.Parse(torch.__version__).ToString(3)} (TorchSharp-cpu), in float64, gave these figures by: bash bench/differential.sh figures {written}\n");
        text.Append("""
            # case NAME, then its tensors: a word, a type or a place, a shape, and numbers, which go on in lines that are indented
            #   in TYPE: an input; numbers of type real are float32 written shortest, so that float32 and float64 begin at the same ones
            #   out: a result, exactly; a number with an f is float32 written shortest
            #   up K: the gradient that comes to result K from above; ones where there is no such line
            #   grad K: the gradient of input K

            """);
        FigureCase[] cases = [.. FigureCases.All];
        if (cases.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InvalidOperationException($"two cases are named '{twice.Key}'");
        foreach (FigureCase each in cases) Append(text, each);
        File.WriteAllText(path, text.ToString());
        Console.Error.WriteLine($"{cases.Length} cases, {text.Length} characters in {written}");
    }

    static void Append(StringBuilder text, FigureCase each)
    {
        Answers answers = Run(each, each.Oracle);
        if (each.Exact is { } exact)
        {
            Answers better = Run(each, x => [exact(x[0])]);
            Put(each, answers.Outputs[0], better.Outputs[0]);
            Put(each, answers.Gradients[0].Part, better.Gradients[0].Part);
        }
        if (each.Slope is { } slope)
        {
            using var scope = torch.NewDisposeScope();
            Put(each, answers.Gradients[0].Part, Engine.Read("grad", slope(each.Inputs[0].Tensor())));
        }
        void Line(string word, int[] shape, IEnumerable<string> cells)
        {
            string line = $"{word} [{string.Join(",", shape)}]";
            foreach (string cell in cells)
            {
                if (line.Length + cell.Length >= Width) { text.Append(line).Append('\n'); line = " "; }
                line += " " + cell;
            }
            text.Append(line).Append('\n');
        }
        text.Append($"\ncase {each.Name}\n");
        foreach (Figure input in each.Inputs) Line($"in {input.Type}", input.Shape, input.Cells);
        foreach (Part output in answers.Outputs) Line("out", output.Shape, output.Values.Select(Figure.Exactly));
        if (!each.Ones) foreach (var (output, shape, values) in answers.Upstream) Line($"up {output}", shape, values.Select(Figure.Text));
        foreach (var (input, part) in answers.Gradients) Line($"grad {input}", part.Shape, part.Values.Select(Figure.Exactly));
    }

    static void Put(FigureCase each, Part to, Part from)
    {
        double[] at = each.Inputs[0].Values;
        for (int i = 0; i < at.Length; i++) if (double.IsFinite(at[i])) to.Values[i] = from.Values[i];
    }

    static Answers Run(FigureCase each, Func<TT[], TT[]> oracle)
    {
        using var scope = torch.NewDisposeScope();
        TT[] inputs = [.. each.Inputs.Select(i => i.Tensor())];
        TT[] outputs = oracle(inputs);
        Answers answers = new([.. outputs.Select(y => Engine.Read("out", y))], [], []);
        Random r = FigureCase.Draw(each.Name + ", from above");
        for (int k = 0; k < outputs.Length; k++)
            if (outputs[k].requires_grad)
                answers.Upstream.Add((k, answers.Outputs[k].Shape, [.. answers.Outputs[k].Values.Select(_ => each.Ones ? 1 : r.Next(-16, 17) / 16.0)]));
        if (answers.Upstream.Count == 0) return answers;
        torch.autograd.backward([.. answers.Upstream.Select(u => outputs[u.Output])], [.. answers.Upstream.Select(u => Engine.MakeTorch(u.Values, u.Shape, false))]);
        for (int i = 0; i < inputs.Length; i++)
            if (each.Inputs[i].Grad)
                answers.Gradients.Add((i, inputs[i].grad is { } g ? Engine.Read("grad", g) : new Part("grad", new double[each.Inputs[i].Cells.Length], each.Inputs[i].Shape)));
        return answers;
    }
}
