// The words that the list of work is written in.
using System.Globalization;

namespace Differential;

static partial class Bench
{
    static NT N(params int[] shape) => NT.Normal(new Shape(shape), rng).Keep();
    static NT N64(params int[] shape) => NT.Normal(new Shape(shape), rng, type: DataType.Float64).Keep();
    static NT U(params int[] shape) => NT.Uniform(new Shape(shape), rng, 0.1, 2).Keep();
    static TT T(NT x) => (x.DataType switch
    {
        DataType.Float32 => torch.tensor(x.ToArray<float>(), [.. x.Shape.Select(e => (long)e)]),
        DataType.Float64 => torch.tensor(x.ToArray<double>(), [.. x.Shape.Select(e => (long)e)]),
        DataType.Int32 => torch.tensor(x.ToArray<int>(), [.. x.Shape.Select(e => (long)e)]),
        _ => torch.tensor(x.ToArray<long>(), [.. x.Shape.Select(e => (long)e)]),
    }).DetachFromDisposeScope();
    static NT I(int bound, params int[] shape) { var r = new Random(3); return NT.From([.. Enumerable.Range(0, In.Product(shape)).Select(_ => r.Next(bound))],
        new Shape(shape)).Keep(); }
    static TT L(NT x) { using var s = torch.NewDisposeScope(); return T(x).to(torch.int64).DetachFromDisposeScope(); }
    static string S(params int[] shape) => "[" + string.Join(",", shape) + "]";

    static Action Forward(Func<NT> f) => () => Scope.Run(() => { f(); });
    static Action ForwardT(Func<TT> f) => () => { using var scope = torch.NewDisposeScope(); using var off = torch.no_grad(); f(); };

    static void Add(string name, string shape, Func<(Action, Action)> make) => works.Add(new(name, shape, make));
    static void Unary(string name, Func<NT, NT> f, Func<TT, TT> g, bool positive, params int[][] shapes)
    {
        foreach (int[] s in shapes)
        {
            Add(name, S(s), () => { NT x = positive ? U(s) : N(s); TT t = T(x); return (Forward(() => f(x)), ForwardT(() => g(t))); });
        }
    }
    static void UnaryBoth(string name, Func<NT, NT> f, Func<TT, TT> g, bool positive, params int[][] shapes)
    {
        foreach (int[] s in shapes) Add(name + ", with gradient", S(s), () => { NT x = positive ? U(s) : N(s); TT t = T(x);
            return (Both([x], () => f(x)), BothT([t], () => g(t))); });
    }
}
