// The small cases: rows by index, types, and the steps of optimizers.
using TorchSharp.Modules;
using Optimizer = TorchSharp.torch.optim.Optimizer;

namespace Differential;

static partial class FigureCases
{
    static IEnumerable<FigureCase> Movements
    {
        get
        {
            Random r = FigureCase.Draw("movement");
            Figure table = Figure.Normal(r, [6, 3]), rows = Figure.Normal(r, [4, 3]), at = Figure.Ints([5, 0, 0, 3], 4);
            yield return new("Gather (embedding)", [table, Figure.Ints([5, 0, 0, 3, 2, 5], 2, 3)],
                x => [x[0].index_select(0, x[1].to(torch.int64).flatten()).reshape(2, 3, 3)]);
            yield return new("Gather along 1", [table, Figure.Ints([2, 1, 1], 3)], x => [x[0].index_select(1, x[1].to(torch.int64))]);
            yield return new("ScatterAdd", [table, at, rows], x => [x[0].index_add(0, x[1].to(torch.int64), x[2], 1)]);
            double[] reals = [0, -0.0, .. Signed(0.5, 0.999999, 1.5, 2.5, 1e9, 2147483520, 16777216, 123456792, 1e-40, 1e-4)], ends = [Infinity, -Infinity, double.NaN];
            yield return new("real to the others", [Figure.Real(reals) with { Grad = false }],
                x => [x[0].to(torch.float32), x[0].to(torch.float64), x[0].to(torch.int32), x[0].to(torch.int64)]);
            yield return new("ends of real to real", [Figure.Real(ends) with { Grad = false }], x => [x[0].to(torch.float32), x[0].to(torch.float64)]);
            double[] wide = [0.1, 1.0 / 3, 16777217, 16777219, -123456789.75, 3.4028235e38, 3.5e38, -1e300, 1e-46, 1e-40, 1 + 1e-9, .. ends];
            yield return new("Float64 to Float32", [Figure.Double(wide)],
                x => [x[0].to(torch.float32)]);
            yield return new("Int32 to real", [Figure.Ints([0, 1, -1, 16777217, -16777219, int.MaxValue, int.MinValue], 7)], x => [x[0].to(torch.float32), x[0].to(torch.float64)]);
            yield return new("Int64 to real", [Figure.Longs(0, 1, -1, 16777217, 9007199254740993, -9007199254740995, 4611686018427387905, long.MaxValue, long.MinValue)],
                x => [x[0].to(torch.float32), x[0].to(torch.float64)]);
            yield return new("gradient through another type", [table], x => [x[0].to(torch.float64) * 2]);
        }
    }

    const double Rate = 0.03;

    /// <summary>A parameter and the gradients of three steps: the parameter after each.</summary>
    static IEnumerable<FigureCase> Steps
    {
        get
        {
            foreach (double decay in new[] { 0, 0.1 })
            {
                (string Name, Func<Parameter[], Optimizer> Make)[] rules =
                [
                    ("Sgd", p => torch.optim.SGD(p, Rate, weight_decay: decay)),
                    ("Momentum", p => torch.optim.SGD(p, Rate, momentum: 0.9, weight_decay: decay)),
                    ("Nesterov", p => torch.optim.SGD(p, Rate, momentum: 0.9, weight_decay: decay, nesterov: true)),
                    ("Adagrad", p => torch.optim.Adagrad(p, Rate, weight_decay: decay)),
                    ("RmsProp", p => torch.optim.RMSProp(p, Rate, weight_decay: decay)),
                    ("RmsProp, momentum", p => torch.optim.RMSProp(p, Rate, weight_decay: decay, momentum: 0.9)),
                    ("RmsProp, centered", p => torch.optim.RMSProp(p, Rate, weight_decay: decay, centered: true)),
                    ("Adam", p => torch.optim.Adam(p, Rate, weight_decay: decay)),
                    ("AdamW", p => torch.optim.AdamW(p, Rate, weight_decay: decay)),
                ];
                foreach (var (name, make) in rules)
                {
                    Random r = FigureCase.Draw(name);
                    Figure Some() => Figure.Normal(r, [5], grad: false);
                    yield return new(decay > 0 ? $"{name}, weight decay {decay}" : name, [Some(), Some(), Some(), Some()], x => Walk(make, x));
                }
            }
            foreach (double limit in new[] { 0.5, 100 })
            {
                Random r = FigureCase.Draw("clipping");
                Figure Some(params int[] shape) => Figure.Normal(r, shape, grad: false);
                // clip_grad_norm_ adds 1e-6 to the norm that it divides by, which the lecture does not.
                yield return new($"clipping by norm {limit}", [Some(3, 2), Some(5), Some(3, 2), Some(5)], x =>
                {
                    TT norm = torch.sqrt(x[2].square().sum() + x[3].square().sum()), scale = torch.clamp(limit / norm, max: 1);
                    return [norm, x[0] - Rate * scale * x[2], x[1] - Rate * scale * x[3]];
                });
                yield return new($"clipping by value {limit}", [Some(3, 2), Some(3, 2)], x => [x[0] - Rate * torch.clamp(x[1], -limit, limit)]);
            }
        }
    }

    static TT[] Walk(Func<Parameter[], Optimizer> make, TT[] x)
    {
        var p = new Parameter(x[0].clone());
        Optimizer optimizer = make([p]);
        var after = new List<TT>();
        foreach (TT gradient in x[1..])
        {
            optimizer.zero_grad();
            (p * gradient).sum().backward();
            optimizer.step();
            after.Add(p.detach().clone());
        }
        return [.. after];
    }
}
