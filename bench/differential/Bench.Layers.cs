// Layers, optimizers and small models.
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
    static void Layers()
    {
        // Normalisation.
        foreach (int[] s in (int[][])[[4096, 1024], [100_000, 10], [32, 64], [8192, 128], [2, 50_000]])
        {
            int n = s[^1];
            Add("layer norm", S(s), () => { NT x = N(s), g = N(n), o = N(n); TT t = T(x), u = T(g), v = T(o);
                return (Forward(() => x.LayerNorm(g, o)), ForwardT(() => F.layer_norm(t, [n], u, v))); });
            Add("layer norm, with gradient", S(s), () => { NT x = N(s), g = N(n), o = N(n); TT t = T(x), u = T(g), v = T(o);
                return (Both([x, g, o], () => x.LayerNorm(g, o)), BothT([t, u, v], () => F.layer_norm(t, [n], u, v))); });
        }
        Add("layer norm with residual, with gradient", "[4096,1024]", () => { NT x = N(4096, 1024), y = N(4096, 1024), g = N(1024), o = N(1024); TT t = T(x), z = T(y), u = T(g),
            v = T(o); return (Both([x, y, g, o], () => x.LayerNorm(g, o, y)), BothT([t, z, u, v], () => F.layer_norm(t + z, [1024], u, v))); });
        foreach (int[] s in (int[][])[[128, 512], [64, 32, 28, 28], [100_000, 10], [32, 64, 8, 8], [64, 3, 32, 32], [16, 64, 1000]])
        {
            int c = s[1];
            Add("batch norm in training, with gradient", S(s), () => { NT x = N(s), g = N(c), o = N(c); TT t = T(x), u = T(g), v = T(o);
                return (Both([x, g, o], () => x.BatchNorm(g, o).Output), BothT([t, u, v], () => F.batch_norm(t, null, null, u, v, true))); });
            Add("batch norm in evaluation", S(s), () => { NT x = N(s), g = N(c), o = N(c), m = N(c), w = U(c); TT t = T(x), u = T(g), v = T(o), p = T(m), q = T(w);
                return (Forward(() => x.BatchNorm(m, w, g, o)), ForwardT(() => F.batch_norm(t, p, q, u, v, false))); });
        }

        // Attention.
        foreach (var (b, t, n, h, s, causal) in ((int, int, int, int, int, bool)[])[(8, 128, 128, 8, 32, true), (8, 128, 128, 8, 32, false), (1, 1024, 1024, 8, 64, true),
            (64, 16, 16, 4, 16, false), (1, 1, 1024, 8, 64, false), (2, 64, 64, 4, 16, true), (256, 4, 4, 2, 8, false)])
        {
            string text = $"q [{b},{t},{h},{s}], {n} keys{(causal ? ", causal" : "")}";
            Add("attention", text, () => { NT q = N(b, t, h, s), k = N(b, n, h, s), v = N(b, n, h, s); TT x = T(q), y = T(k), z = T(v);
                return (Forward(() => q.Attention(k, v, causal)), ForwardT(() => F.scaled_dot_product_attention(x.transpose(1, 2), y.transpose(1, 2), z.transpose(1, 2),
                is_casual: causal).transpose(1, 2))); });
            Add("attention, with gradient", text, () => { NT q = N(b, t, h, s), k = N(b, n, h, s), v = N(b, n, h, s); TT x = T(q), y = T(k), z = T(v);
                return (Both([q, k, v], () => q.Attention(k, v, causal)), BothT([x, y, z],
                () => F.scaled_dot_product_attention(x.transpose(1, 2), y.transpose(1, 2), z.transpose(1, 2), is_casual: causal).transpose(1, 2))); });
        }
        Add("rotary", "[8,128,8,64]", () => { NT x = N(8, 128, 8, 64); var (c, s) = RotaryOperation.Angles(0, 128, 64, 1e4, DataType.Float32); c.Keep(); s.Keep(); TT t = T(x),
            u = T(c), v = T(s); return (Forward(() => x.Rotary(c, s)), ForwardT(() => {
            TT a = t.narrow(3, 0, 32), b = t.narrow(3, 32, 32), p = u.unsqueeze(1), q = v.unsqueeze(1); return torch.cat([a * p - b * q, a * q + b * p], 3); })); });

        // Recurrent layers.
        foreach (string kind in (string[])["lstm", "gru", "rnn"])
            foreach (var (b, t, i, h, layers, both) in ((int, int, int, int, int, bool)[])[(32, 64, 64, 256, 1, false), (1, 64, 64, 256, 1, false), (128, 16, 32, 32, 1, false),
                (32, 64, 64, 64, 2, true), (4, 256, 16, 16, 1, false)])
                foreach (bool gradient in new[] { false, true })
                    Add(kind + (gradient ? ", with gradient" : ""), $"[{b},{t},{i}] hidden {h}{(layers > 1 ? $", {layers} layers" : "")}{(both ? ", both ways" : "")}", () =>
                    {
                        var options = new RecurrentOptions { Layers = layers, Bidirectional = both };
                        Recurrent m = kind switch { "lstm" => new Lstm(i, h, rng, options), "gru" => new Gru(i, h, rng, options), _ => new Rnn(i, h, rng, options) };
                        NT x = N(b, t, i); TT y = T(x);
                        Func<TT, TT> call; TT[] p;
                        if (kind == "lstm") { var k = torch.nn.LSTM(i, h, layers, true, true, 0, both); call = z => k.call(z).Item1; p = [.. k.parameters()]; }
                        else if (kind == "gru") { var k = torch.nn.GRU(i, h, layers, true, true, 0, both); call = z => k.call(z).Item1; p = [.. k.parameters()]; }
                        else { var k = torch.nn.RNN(i, h, layers, torch.nn.NonLinearities.Tanh, true, true, 0, both); call = z => k.call(z).Item1; p = [.. k.parameters()]; }
                        return gradient ? (Both([x, .. m.Parameters.Select(q => q.Value)], () => m.Call(x)), BothT([y, .. p], () => call(y)))
                            : (Forward(() => m.Call(x)), ForwardT(() => call(y)));
                    });

        // Optimizers. TorchSharp's are written in C# over single operations.
        foreach (var (name, settings, make) in new (string, OptimizerSettings, Func<TorchSharp.Modules.Parameter[], torch.optim.Optimizer>)[]
        {
            ("SGD", new Sgd(), p => torch.optim.SGD(p, 0.01)), ("momentum", new Momentum(), p => torch.optim.SGD(p, 0.01, 0.9)),
                ("Adam", new Nabla.Optimizers.Adam(), p => torch.optim.Adam(p, 0.01)), ("AdamW", new AdamW(), p => torch.optim.AdamW(p, 0.01)),
                ("RMSProp", new RmsProp(), p => torch.optim.RMSProp(p, 0.01)), ("Adagrad", new Nabla.Optimizers.Adagrad(), p => torch.optim.Adagrad(p, 0.01)),
        })
            foreach (var (count, size) in ((int, int)[])[(1, 10_000_000), (100, 1000), (2, 100)])
                Add($"{name} step", $"{count} × [{size}]", () =>
                {
                    Parameter[] p = [.. Enumerable.Range(0, count).Select(_ => new Parameter(N(size)))];
                    var arena = new ParameterArena(p);
                    var optimizer = settings.For(arena);
                    Tape.Differentiate(() => p.Select(q => q.Value.Square().Sum()).Aggregate((a, b) => a + b));
                    TorchSharp.Modules.Parameter[] k = [.. p.Select(q => new TorchSharp.Modules.Parameter(T(q.Value).DetachFromDisposeScope()))];
                    foreach (var q in k) { using var s = torch.NewDisposeScope(); (q * q).sum().backward(); }
                    var theirs = make(k);
                    return (() => optimizer.Step(1e-6), () => { using var scope = torch.NewDisposeScope(); theirs.step(); });
                });
        Add("clipping by norm", "1 × [10000000]", () =>
        {
            Parameter p = new(N(10_000_000)); var arena = new ParameterArena([p]);
            Tape.Differentiate(() => p.Value.Square().Sum());
            var k = new TorchSharp.Modules.Parameter(T(p.Value)); { using var s = torch.NewDisposeScope(); (k * k).sum().backward(); }
            var clipping = GradientClipping.ByNorm(1);
            return (() => clipping.Apply(arena), () => { using var scope = torch.NewDisposeScope(); torch.nn.utils.clip_grad_norm_([k], 1); });
        });
        Add("moving average of weights", "1 × [10000000]", () => { Parameter p = new(N(10_000_000)); var arena = new ParameterArena([p]);
            var average = new ExponentialMovingAverage(arena, 0.999); TT t = T(p.Value), a = T(p.Value);
            return (average.Update, () => { using var scope = torch.NewDisposeScope(); using var off = torch.no_grad(); a.lerp_(t, torch.tensor(0.001f)); }); });

        // Whole small models: what a step costs besides arithmetic.
        Add("MLP step with SGD", "[32,2] 16 1", () => Mlp([2, 16, 1], 32));
        Add("MLP step with SGD", "[128,784] 512 512 10", () => Mlp([784, 512, 512, 10], 128));
        Add("MLP step with SGD", "[1,784] 128 10", () => Mlp([784, 128, 10], 1));
        Add("MLP inference", "[1,784] 128 10", () => { var (m, k, x, t) = Nets([784, 128, 10], 1); return (Forward(() => m.Call(x)), ForwardT(() => k.call(t))); });
        Add("transformer block, with gradient", "[8,64,128] 4 heads", () =>
        {
            var o = new TransformerOptions(65, 1, 128, 4) { ContextLength = 64 };
            var m = new TransformerBlock(o, rng, true); NT x = N(8, 64, 128); TT t = T(x);
            var w = m.Parameters.ToDictionary(p => p.Path, p => T(p.Value));
            TT Norm(TT y, string n) => F.layer_norm(y, [128], w[n + ".weight"], w[n + ".bias"]);
            TT Lin(TT y, string n) => F.linear(y, w[n + ".weight"], w[n + ".bias"]);
            TT Block(TT y)
            {
                TT[] q = [.. Lin(Norm(y, "norm1"), "attention.query_key_value").split(128, 2).Select(s => s.view(8, 64, 4, 32).transpose(1, 2))];
                y = y + Lin(F.scaled_dot_product_attention(q[0], q[1], q[2], is_casual: true).transpose(1, 2).reshape(8, 64, 128), "attention.output");
                return y + Lin(F.gelu(Lin(Norm(y, "norm2"), "feed_forward.up")), "feed_forward.down");
            }
            return (Both([x, .. m.Parameters.Select(p => p.Value)], () => m.Call(x)), BothT([t, .. m.Parameters.Select(p => w[p.Path])], () => Block(t)));
        });
    }
}
