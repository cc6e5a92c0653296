// Times of the same work in both, alternating within one process: one line a case, the ratio is Nabla's time over libtorch's.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Nabla.Losses;
using Nabla.Modules;
using Nabla.Operations.Elementwise;
using Nabla.Optimizers;
using Nabla.Parameters;
using Relu = Nabla.Operations.Elementwise.Relu;
using Gelu = Nabla.Operations.Elementwise.Gelu;

namespace Differential;

static partial class Bench
{
    sealed record Work(string Name, string Shape, Func<(Action Nabla, Action Torch)> Make);

    static readonly List<Work> works = [];

    // Nabla has the room for gradients of leaves before the first backward.
    static long leafBytes;

    static readonly Rng rng = Rng.FromSeed(1);
    static void List()
    {
        const int M = 1 << 20;
        // Element-wise.
        foreach (int[] s in (int[][])[[1], [64], [1000], [65536], [M], [16 * M]]) Add("a + b", S(s), () => {
            NT a = N(s), b = N(s); TT p = T(a), q = T(b); return (Forward(() => a + b), ForwardT(() => p + q)); });
        foreach (var (a0, b0) in ((int[], int[])[])[([4096, 1024], [1024]), ([4096, 1024], [4096, 1]), ([100_000, 10], [10]), ([100_000, 10], [100_000, 1]),
            ([64, 64, 256], [64, 1, 256]), ([128, 10], [10])])
        {
            Add("a + b, broadcast", S(a0) + S(b0), () => { NT a = N(a0), b = N(b0); TT p = T(a), q = T(b); return (Forward(() => a + b), ForwardT(() => p + q)); });
            Add("a * b, broadcast, with gradient", S(a0) + S(b0), () => { NT a = N(a0), b = N(b0); TT p = T(a), q = T(b);
                return (Both([a, b], () => a * b), BothT([p, q], () => p * q)); });
        }
        Add("a + b of a transposed view", "[1024,1024]", () => { NT a = N(1024, 1024), b = N(1024, 1024); TT p = T(a), q = T(b);
            return (Forward(() => a + b.Transpose()), ForwardT(() => p + q.t())); });
        Add("a + b of sliced views", "[4096,512] of [4096,1024]", () => { NT a = N(4096, 1024); TT p = T(a);
            return (Forward(() => a.Slice(1, 0, 512) + a.Slice(1, 512, 512)), ForwardT(() => p.narrow(1, 0, 512) + p.narrow(1, 512, 512))); });
        Unary("relu", x => x.Relu(), x => F.relu(x), false, [1000], [M]);
        Unary("x * 2 + 1", x => x * 2.0 + 1.0, x => x * 2.0 + 1.0, false, [1000], [M]);
        Unary("exp", x => x.Exp(), torch.exp, false, [1000], [M]);
        Unary("log", x => x.Log(), torch.log, true, [M]);
        Unary("sqrt", x => x.Sqrt(), torch.sqrt, true, [M]);
        Unary("tanh", x => x.Tanh(), torch.tanh, false, [M]);
        Unary("sigmoid", x => x.Sigmoid(), torch.sigmoid, false, [M]);
        Unary("gelu", x => x.Gelu(), x => F.gelu(x), false, [M]);
        Unary("silu", x => x.Silu(), x => F.silu(x), false, [M]);
        Unary("softplus", x => x.Softplus(), x => F.softplus(x), false, [M]);
        Unary("elu", x => x.Elu(), x => F.elu(x, 1), false, [M]);
        Unary("sin", x => x.Sin(), torch.sin, false, [M]);
        Unary("power 1.7", x => x.Power(1.7), x => x.pow(1.7), true, [M]);
        Unary("power 3", x => x.Power(3), x => x.pow(3), true, [M]);
        Unary("clamp", x => x.Clamp(-1, 1), x => torch.clamp(x, -1, 1), false, [M]);
        UnaryBoth("relu", x => x.Relu(), x => F.relu(x), false, [1000], [M]);
        UnaryBoth("gelu", x => x.Gelu(), x => F.gelu(x), false, [M]);
        UnaryBoth("silu", x => x.Silu(), x => F.silu(x), false, [M]);
        UnaryBoth("softplus", x => x.Softplus(), x => F.softplus(x), false, [M]);
        UnaryBoth("tanh", x => x.Tanh(), torch.tanh, false, [M]);
        UnaryBoth("log", x => x.Log(), torch.log, true, [M]);
        UnaryBoth("power 1.7", x => x.Power(1.7), x => x.pow(1.7), true, [M]);
        Add("exp in float64", S(M), () => { NT x = N64(M); TT t = T(x); return (Forward(() => x.Exp()), ForwardT(() => t.exp())); });
        Add("gelu in float64", S(M), () => { NT x = N64(M); TT t = T(x); return (Forward(() => x.Gelu()), ForwardT(() => F.gelu(t))); });
        Add("pow(a, b)", S(M), () => { NT a = U(M), b = U(M); TT p = T(a), q = T(b); return (Forward(() => a.Pow(b)), ForwardT(() => torch.pow(p, q))); });
        Add("a / b, with gradient", S(M), () => { NT a = U(M), b = U(M); TT p = T(a), q = T(b); return (Both([a, b], () => a / b), BothT([p, q], () => p / q)); });
        Add("maximum", S(M), () => { NT a = U(M), b = U(M); TT p = T(a), q = T(b); return (Forward(() => a.Maximum(b)), ForwardT(() => torch.maximum(p, q))); });

        // Reductions.
        void Reduce(string name, int[] s, Func<NT, NT> f, Func<TT, TT> g) => Add(name, S(s), () => {
            NT x = N(s); TT t = T(x); return (Forward(() => f(x)), ForwardT(() => g(t))); });
        foreach (int[] s in (int[][])[[10], [1000], [M], [16 * M]]) Reduce("sum of all", s, x => x.Sum(), x => x.sum());
        Reduce("mean of all", [M], x => x.Mean(), x => x.mean());
        Reduce("max of all", [M], x => x.Max(), x => x.max());
        foreach (int[] s in (int[][])[[4096, 1024], [100_000, 10], [1_000_000, 3], [128, 10], [16, 65536]])
        {
            Reduce("sum, inner axis", s, x => x.Sum(1), x => x.sum(1));
            Reduce("max, inner axis", s, x => x.Max(1), x => torch.amax(x, [1]));
            Reduce("sum, axis 0", s, x => x.Sum(0), x => x.sum([0L]));
            Reduce("argmax, inner axis", s, x => x.ArgMax(1), x => x.argmax(1));
        }
        Reduce("max, axis 0", [4096, 1024], x => x.Max(0), x => torch.amax(x, [0L]));
        Reduce("max, axis 0", [100_000, 10], x => x.Max(0), x => torch.amax(x, [0L]));
        Reduce("argmax, axis 0", [1000, 4096], x => x.ArgMax(0), x => x.argmax(0));
        Reduce("argmax, axis 0", [100_000, 10], x => x.ArgMax(0), x => x.argmax(0));
        Reduce("sum, middle axis", [64, 256, 64], x => x.Sum(1), x => x.sum(1));
        Reduce("sum, axes 0 and 2", [64, 256, 64], x => x.Sum(0, 2), x => x.sum([0L, 2L]));
        Reduce("sum, axes 0, 2, 3", [64, 32, 28, 28], x => x.Sum(0, 2, 3), x => x.sum([0L, 2L, 3L]));
        Reduce("sum of a transposed view, inner axis", [4096, 1024], x => x.Transpose().Sum(1), x => x.t().sum(1));
        Reduce("variance, inner axis", [4096, 1024], x => x.Variance(false, 1), x => torch.var(x, [1L], false));
        Reduce("variance, inner axis", [100_000, 10], x => x.Variance(false, 1), x => torch.var(x, [1L], false));
        Reduce("variance, axis 0", [100_000, 10], x => x.Variance(false, 0), x => torch.var(x, [0L], false));
        UnaryBoth("sum, inner axis", x => x.Sum(1), x => x.sum(1), false, [4096, 1024], [100_000, 10]);
        UnaryBoth("max, inner axis", x => x.Max(1), x => torch.amax(x, [1]), false, [4096, 1024], [100_000, 10]);
        UnaryBoth("mean of all", x => x.Mean(), x => x.mean(), false, [M]);

        // Softmax and cross-entropy.
        Unary("softmax", x => x.Softmax(), x => F.softmax(x, -1), false, [4096, 1024], [100_000, 10], [128, 10], [256, 50_000], [100_000, 3], [64, 8, 64, 64]);
        Unary("softmax, axis 0", x => x.Softmax(0), x => F.softmax(x, 0), false, [1000, 1000], [10, 100_000]);
        Unary("log-softmax", x => x.LogSoftmax(), x => F.log_softmax(x, -1), false, [4096, 1024], [100_000, 10]);
        UnaryBoth("softmax", x => x.Softmax(), x => F.softmax(x, -1), false, [4096, 1024], [100_000, 10], [128, 10]);
        foreach (int[] s in (int[][])[[128, 10], [4096, 10], [100_000, 10], [128, 1000], [256, 50_000], [1, 50_000]])
            Add("cross-entropy mean, with gradient", S(s), () => { NT x = N(s), l = I(s[1], s[0]); TT t = T(x), k = L(l);
                return (Both([x], () => x.CrossEntropyMean(l)), BothT([t], () => F.cross_entropy(t, k))); });
        Add("cross-entropy mean, smoothing 0.1, with gradient", "[4096,1000]", () => {
            NT x = N(4096, 1000), l = I(1000, 4096); TT t = T(x), k = L(l); return (Both([x], () => x.CrossEntropyMean(l, 0.1)),
            BothT([t], () => F.cross_entropy(t, k, label_smoothing: 0.1))); });
        foreach (var (name, loss, g) in new (string, Loss, Func<TT, TT, TT>)[] {
            ("mean squared error", new MeanSquaredError(), (a, b) => F.mse_loss(a, b)), ("mean absolute error", new MeanAbsoluteError(), (a, b) => F.l1_loss(a, b)),
            ("huber", new HuberLoss(), (a, b) => F.huber_loss(a, b)), ("logistic", new LogisticLoss(), (a, b) => F.binary_cross_entropy_with_logits(a, b)) })
            foreach (int n in (int[])[128, M]) { Add(name + " loss", S(n), () => {
                NT x = N(n), y = U(n); TT t = T(x), k = T(y); return (Forward(() => loss.Mean(x, y)), ForwardT(() => g(t, k))); });
                Add(name + " loss, with gradient", S(n), () => { NT x = N(n), y = U(n); TT t = T(x), k = T(y);
                return (Both([x], () => loss.Mean(x, y)), BothT([t], () => g(t, k))); }); }

        // Movement.
        void Move(string name, int[] s, Func<NT, NT> f, Func<TT, TT> g) => Reduce(name, s, f, g);
        foreach (int[] s in (int[][])[[1024, 1024], [4096, 64], [64, 4096], [100_000, 10], [10, 100_000], [1_000_000, 2], [32, 32], [4096, 4096]]) Move("transpose, copied", s,
            x => x.Transpose().Contiguous(), x => x.t().contiguous());
        Move("permute heads (0,2,1,3), copied", [32, 64, 8, 32], x => x.Permute(0, 2, 1, 3).Contiguous(), x => x.permute(0, 2, 1, 3).contiguous());
        Move("permute channels (0,2,3,1), copied", [64, 3, 32, 32], x => x.Permute(0, 2, 3, 1).Contiguous(), x => x.permute(0, 2, 3, 1).contiguous());
        Move("permute channels (0,3,1,2), copied", [64, 32, 32, 3], x => x.Permute(0, 3, 1, 2).Contiguous(), x => x.permute(0, 3, 1, 2).contiguous());
        Move("permute (2,1,0), copied", [64, 64, 64], x => x.Permute(2, 1, 0).Contiguous(), x => x.permute(2, 1, 0).contiguous());
        Move("transpose of a batch, copied", [256, 64, 64], x => x.Transpose().Contiguous(), x => x.transpose(-2, -1).contiguous());
        Add("transpose of Int32, copied", "[1024,1024]", () => { NT x = I(100, 1024, 1024); TT t = T(x);
            return (Forward(() => x.Transpose().Contiguous()), ForwardT(() => t.t().contiguous())); });
        Add("transpose in float64, copied", "[1024,1024]", () => { NT x = N64(1024, 1024); TT t = T(x);
            return (Forward(() => x.Transpose().Contiguous()), ForwardT(() => t.t().contiguous())); });
        Move("copy", [M], x => x.Copy(), x => x.clone());
        Move("copy", [16 * M], x => x.Copy(), x => x.clone());
        Move("copy of a slice of columns", [4096, 1024], x => x.Slice(1, 3, 512).Contiguous(), x => x.narrow(1, 3, 512).contiguous());
        Move("copy of one column", [1_000_000, 4], x => x.Slice(1, 1, 1).Contiguous(), x => x.narrow(1, 1, 1).contiguous());
        Move("copy of short slices", [100_000, 10], x => x.Slice(1, 2, 5).Contiguous(), x => x.narrow(1, 2, 5).contiguous());
        Move("expand rows, copied", [1, 1024], x => x.Expand([4096, 1024]).Contiguous(), x => x.expand(4096, 1024).contiguous());
        Move("expand columns, copied", [4096, 1], x => x.Expand([4096, 1024]).Contiguous(), x => x.expand(4096, 1024).contiguous());
        void Join(string name, int[] s, int count, int axis) => Add(name, $"{count} × {S(s)}", () => {
            NT[] x = [.. Enumerable.Range(0, count).Select(_ => N(s))]; TT[] t = [.. x.Select(T)];
            return (Forward(() => NT.Concatenate(x, axis)), ForwardT(() => torch.cat(t, axis))); });
        Join("concatenate, axis 0", [M], 2, 0); Join("concatenate, axis 1", [4096, 64], 8, 1); Join("concatenate, axis 1, short", [100_000, 3], 2, 1);
            Join("concatenate, axis 0, small", [10], 4, 0); Join("concatenate, axis 1, columns", [100_000, 1], 4, 1);
            Join("concatenate, axis 1, channels", [64, 16, 28, 28], 2, 1);
        Add("stack, axis 0", "64 × [1000]", () => { NT[] x = [.. Enumerable.Range(0, 64).Select(_ => N(1000))]; TT[] t = [.. x.Select(T)];
            return (Forward(() => NT.Stack(x)), ForwardT(() => torch.stack(t))); });
        Add("concatenate, axis 1, with gradient", "2 × [4096,512]", () => { NT a = N(4096, 512), b = N(4096, 512); TT p = T(a), q = T(b);
            return (Both([a, b], () => NT.Concatenate([a, b], 1)), BothT([p, q], () => torch.cat([p, q], 1))); });
        Add("split in 4 and multiply, with gradient", "[4096,1024]", () => { NT a = N(4096, 1024); TT p = T(a);
            return (Both([a], () => { NT[] s = a.Split(1, 256, 256, 256, 256); return s[0] * s[1] + s[2] * s[3]; }),
            BothT([p], () => { TT[] s = p.split(256, 1); return s[0] * s[1] + s[2] * s[3]; })); });
        foreach (var (rows, width, count) in ((int, int, int)[])[(50_000, 256, 4096), (65, 64, 2048), (1000, 4, 100_000), (1_000_000, 1, 100_000), (50_000, 256, 1)])
        {
            Add("gather rows", $"{rows}×{width} by {count}", () => { NT x = N(rows, width), i = I(rows, count); TT t = T(x), k = L(i);
                return (Forward(() => x.Gather(i)), ForwardT(() => t.index_select(0, k))); });
            if (width > 1) Add("embedding, with gradient", $"{rows}×{width} by {count}", () => {
                NT x = N(rows, width), i = I(rows, count); TT k = L(i); var e = torch.nn.Embedding(rows, width);
                return (Both([x], () => x.Gather(i)), BothT([e.weight!], () => e.call(k))); });
        }
        Add("gather along axis 1", "[1000,1000] by 100", () => { NT x = N(1000, 1000), i = I(1000, 100); TT t = T(x), k = L(i);
            return (Forward(() => x.Gather(i, 1)), ForwardT(() => t.index_select(1, k))); });
        Add("gather of Int32", "[100000] by 100000", () => { NT x = I(9, 100_000), i = I(100_000, 100_000); TT t = T(x), k = L(i);
            return (Forward(() => x.Gather(i)), ForwardT(() => t.index_select(0, k))); });
        Add("scatter-add", "50000×256, 4096 rows", () => { NT x = N(50_000, 256), y = N(4096, 256), i = I(50_000, 4096); TT t = T(x), u = T(y), k = L(i);
            return (Forward(() => x.ScatterAdd(i, y)), ForwardT(() => t.index_add(0, k, u, 1))); });
        foreach (var (from, to, at, bt) in ((DataType, DataType, torch.ScalarType, torch.ScalarType)[])[(DataType.Float32, DataType.Float64, torch.float32, torch.float64),
            (DataType.Float64, DataType.Float32, torch.float64, torch.float32), (DataType.Float32, DataType.Int32, torch.float32, torch.int32),
            (DataType.Int32, DataType.Float32, torch.int32, torch.float32), (DataType.Int64, DataType.Int32, torch.int64, torch.int32)])
            Add($"convert {from} to {to}", S(M), () => { NT x = Scope.Run(() => N(M).To(from)).Keep(); TT t = T(x); return (Forward(() => x.To(to)), ForwardT(() => t.to(bt))); });
        Add("from an array and back", S(M), () => { float[] a = new float[M]; return (Forward(() => { NT x = NT.From(a, [M]); x.CopyTo<float>(a); return x; }),
            ForwardT(() => { TT t = torch.tensor(a); t.data<float>().CopyTo(a); return t; })); });
        Add("fill", S(M), () => (Forward(() => NT.Zeros([M])), ForwardT(() => torch.zeros(M))));
        Add("normal random numbers", S(M), () => (Forward(() => NT.Normal([M], rng)), ForwardT(() => torch.randn(M))));
        Add("uniform random numbers", S(M), () => (Forward(() => NT.Uniform([M], rng)), ForwardT(() => torch.rand(M))));
        Add("dropout 0.1, with gradient", S(M), () => { NT x = N(M); TT t = T(x); return (Both([x], () => x.Dropout(0.1, rng)), BothT([t], () => F.dropout(t, 0.1, true))); });

        // Matrix products.
        void Product(string name, int[] a0, int[] b0, Func<NT, NT, NT>? f = null, Func<TT, TT, TT>? g = null)
            => Add(name, S(a0) + "·" + S(b0), () => { NT a = N(a0), b = N(b0); TT p = T(a), q = T(b); f ??= (x, y) => x.MatMul(y); g ??= torch.matmul;
            return (Forward(() => f(a, b)), ForwardT(() => g(p, q))); });
        foreach (var (m, k, n) in ((int, int, int)[])[(1, 784, 512), (1, 4096, 4096), (2, 784, 512), (8, 784, 512), (32, 64, 64), (128, 784, 512), (512, 512, 512),
            (1024, 1024, 1024), (100_000, 16, 16), (16, 100_000, 16), (100_000, 2, 16), (100_000, 16, 1), (4096, 4096, 1), (2000, 1, 2000), (2, 2, 2), (16, 16, 16),
            (2048, 2048, 8), (8, 2048, 2048), (33, 65, 129)])
            Product("product", [m, k], [k, n]);
        Product("product, first transposed", [1024, 64], [1024, 64], (a, b) => a.Transpose().MatMul(b), (a, b) => a.t().matmul(b));
        Product("product, first transposed", [100_000, 16], [100_000, 16], (a, b) => a.Transpose().MatMul(b), (a, b) => a.t().matmul(b));
        Product("product, second transposed", [128, 784], [512, 784], (a, b) => a.MatMul(b.Transpose()), (a, b) => a.matmul(b.t()));
        Product("product, second transposed", [1, 784], [512, 784], (a, b) => a.MatMul(b.Transpose()), (a, b) => a.matmul(b.t()));
        foreach (var (batch, m, k, n) in ((int, int, int, int)[])[(256, 64, 64, 64), (1024, 16, 16, 16), (4096, 4, 4, 4), (64, 128, 64, 128), (64, 1, 64, 256), (1000, 33, 7, 5),
            (2, 512, 512, 512)])
            Product("batched product", [batch, m, k], [batch, k, n]);
        Product("batched product, one right matrix", [256, 64, 64], [64, 64]);
        Product("batched product, one left matrix", [64, 64], [256, 64, 64]);
        Add("batched product, with gradient", "[256,64,64]·[256,64,64]", () => {
            NT a = N(256, 64, 64), b = N(256, 64, 64); TT p = T(a), q = T(b); return (Both([a, b], () => a.MatMul(b)), BothT([p, q], () => p.matmul(q))); });
        Add("product in float64", "[512,512]·[512,512]", () => { NT a = N64(512, 512), b = N64(512, 512); TT p = T(a), q = T(b);
            return (Forward(() => a.MatMul(b)), ForwardT(() => p.matmul(q))); });
        foreach (var (rows, i, o) in ((int, int, int)[])[(1, 784, 512), (128, 784, 512), (32, 64, 64), (32, 2, 16), (4096, 256, 256), (512, 256, 50_000)])
            Add("linear with ReLU, with gradient", $"[{rows},{i}] to {o}", () => {
                NT x = N(rows, i), w = N(o, i), b = N(o); TT t = T(x), u = T(w), v = T(b);
                return (Both([x, w, b], () => x.Linear(w, b, new Relu())), BothT([t, u, v], () => F.relu(F.linear(t, u, v)))); });
        Add("linear with GELU, with gradient", "[4096,256] to 1024", () => { NT x = N(4096, 256), w = N(1024, 256), b = N(1024); TT t = T(x), u = T(w), v = T(b);
            return (Both([x, w, b], () => x.Linear(w, b, new Gelu())), BothT([t, u, v], () => F.gelu(F.linear(t, u, v)))); });

        Layers();
    }
}
