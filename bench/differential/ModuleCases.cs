// Modules with the same weights on both sides: values, gradients of inputs and of every parameter, running statistics.
using Nabla.Modules;
using Nabla.Parameters;

namespace Differential;

using W = Dictionary<string, TT>;

static partial class ModuleCases
{
    static int Pick(Random r, params int[] of) => of[r.Next(of.Length)];

    public static void All(int seed)
    {
        var r = new Random(11000 + seed);
        Simple(r);
        Recurrents(r);
        Attentions(r);
        Transformers(r);
        Norms(r);
        Language(r);
        Ngrams(r);
    }

    /// <summary>Runs a module forward and backward in both. The oracle gets the weights by Nabla's names; what it puts in their place (parameters of an nn module) has the gradients.</summary>
    static void Run<M>(string op, string detail, Func<M> make, In[] inputs, Func<M, NT[], NT[]> nabla, Func<W, TT[], TT[]> oracle, Random r, double tolerance32 = 1e-5,
        double tolerance64 = 1e-10, double spread = 1) where M : Module
    {
        if (Report.Skips("module", op)) return;
        Report.Of("module", op).Cases++;
        var shapes = make().Parameters.Select(p => (p.Path, Shape: p.Shape.ToArray())).ToArray();
        var values = shapes.Select(p => (p.Path, p.Shape, Values: In.Of(p.Shape,
            _ => (double)(float)(p.Shape.Length > 1 ? spread * In.Gauss(r) / Math.Sqrt(p.Shape[^1]) : p.Path.Contains("norm") && p.Path.EndsWith("weight")
            ? 1 + 0.3 * In.Gauss(r) : 0.3 * In.Gauss(r))).Values)).ToArray();
        long size = inputs.Sum(i => i.Count) + values.Sum(v => v.Values.LongLength);
        In[] rounded = [.. inputs.Select(i => i with { Values = Array.ConvertAll(i.Values, v => (double)(float)v) })];
        foreach (bool single in new[] { true, false })
        {
            string type = single ? "float32" : "float64";
            List<Part> got, again, want; List<Part>? own;
            try { got = Nabla(1); again = Nabla(2); }
            catch (Exception e) { Report.Find("module", op, detail, type, "call", "exception", "Nabla: " + e.Message.Split('\n')[0], size); continue; }
            try { want = Torch(false); own = single ? Torch(true) : null; }
            catch (Exception e) { Report.Find("module", op, detail, type, "call", "exception", "libtorch: " + e.Message.Split('\n')[0], size); continue; }
            Report.Compare("module", op, detail, single, got, want, own, single ? tolerance32 : tolerance64, size);
            Engine.SameBits("module", op, detail, type, got, again, size);

            List<Part> Nabla(int threads)
            {
                CpuDevice.Threads = threads;
                var parts = new List<Part>();
                Scope.Run(() =>
                {
                    M module = make();
                    if (!single) module.SetDataType(DataType.Float64);
                    foreach (var (p, v) in module.Parameters.Zip(values)) { if (single) p.Value.CopyFrom<float>(Array.ConvertAll(v.Values, x => (float)x));
                        else p.Value.CopyFrom<double>(v.Values); }
                    NT[] leaves = [.. rounded.Select(i => { NT t = Engine.Make(i.Values, i.Shape, single); return i.Grad ? t.RequireGradient() : t; })];
                    Tape tape = Tape.Start();
                    try
                    {
                        NT[] results = nabla(module, leaves);
                        for (int k = 0; k < results.Length; k++) parts.Add(Engine.Read($"output {k}", results[k]));
                        NT? loss = null;
                        for (int k = 0; k < results.Length; k++)
                        {
                            if (!Tape.Records(results[k])) continue;
                            NT part = (results[k] * Engine.Make(Engine.Weights(k, (int)results[k].Count), results[k].Shape.ToArray(), single)).Sum();
                            loss = loss is null ? part : loss + part;
                        }
                        tape.Backward(loss!);
                    }
                    finally { tape.Stop(); }
                    for (int i = 0; i < leaves.Length; i++) if (inputs[i].Grad) parts.Add(Engine.Read($"gradient of input {i}", leaves[i].Gradient!));
                    foreach (Parameter p in module.Parameters) parts.Add(Engine.Read("gradient of " + p.Path, p.Value.Gradient!));
                });
                return parts;
            }

            List<Part> Torch(bool narrow)
            {
                using var scope = torch.NewDisposeScope();
                var parts = new List<Part>();
                var w = new W();
                foreach (var v in values) w[v.Path] = Engine.MakeTorch(v.Values, v.Shape, narrow).requires_grad_();
                TT[] leaves = [.. rounded.Select(i => { TT t = Engine.MakeTorch(i.Values, i.Shape, narrow); return i.Grad ? t.requires_grad_() : t; })];
                TT[] results = oracle(w, leaves);
                for (int k = 0; k < results.Length; k++) parts.Add(Engine.Read($"output {k}", results[k]));
                var live = results.Select((t, k) => (t, k)).Where(p => p.t.requires_grad).ToArray();
                torch.autograd.backward([.. live.Select(p => p.t)], [.. live.Select(p
                    => Engine.MakeTorch(Engine.Weights(p.k, (int)p.t.numel()), [.. p.t.shape.Select(s => (int)s)], narrow))]);
                for (int i = 0; i < leaves.Length; i++) if (inputs[i].Grad) parts.Add(leaves[i].grad is {
                    } g ? Engine.Read($"gradient of input {i}", g) : new($"gradient of input {i}", new double[inputs[i].Count], inputs[i].Shape));
                foreach (var v in values) parts.Add(w[v.Path].grad is { } g ? Engine.Read("gradient of " + v.Path, g)
                    : new("gradient of " + v.Path, new double[v.Values.Length], v.Shape));
                return parts;
            }
        }
    }

    static Rng Seed => Rng.FromSeed(3);

    // A module that nobody refers to takes its parameters with it.
    static readonly List<torch.nn.Module> held = [];

    /// <summary>Takes the weights into an nn module's parameters of the given names, and gives those back for their gradients.</summary>
    static void Into(W w, torch.nn.Module module, Func<string, string>? name = null)
    {
        held.Add(module);
        using var off = torch.no_grad();
        foreach (var (theirs, p) in module.named_parameters())
        {
            string ours = name?.Invoke(theirs) ?? theirs;
            p.copy_(w[ours]);
            w[ours] = p;
        }
    }

    static torch.ScalarType TypeOf(TT x) => x.dtype;

    static void Simple(Random r)
    {
        foreach (var (rows, a, b) in ((int, int, int)[])[(1, 1, 1), (7, 3, 17), (33, 65, 16), (129, 15, 1)])
        {
            Run("Linear", $"[{rows},{a}] to {b}", () => new Linear(a, b, Seed), [In.Normal(r, [rows, a])], (m, x) => [m.Call(x[0])], (w, x) => {
                var n = torch.nn.Linear(a, b, dtype: TypeOf(x[0])); Into(w, n); return [n.call(x[0])]; }, r);
            Run("Linear, no bias", $"[2,{rows},{a}] to {b}", () => new Linear(a, b, Seed, hasBias: false), [In.Normal(r, [2, rows, a])], (m, x) => [m.Call(x[0])], (w, x) => {
                var n = torch.nn.Linear(a, b, false, dtype: TypeOf(x[0])); Into(w, n); return [n.call(x[0])]; }, r);
            Run("Sequential", $"[{rows},{a}] to {b}", () => new Sequential(new Linear(a, 17, Seed), new Relu(), new Linear(17, 9, Seed), new Gelu(), new Linear(9, 9, Seed),
                new Tanh(), new Linear(9, b, Seed)), [In.Normal(r, [rows, a])], (m, x) => [m.Call(x[0])],
                (w, x) => { TT L(TT y, int i) => F.linear(y, w[$"{i}.weight"], w[$"{i}.bias"]); return [L(torch.tanh(L(F.gelu(L(F.relu(L(x[0], 0)), 2)), 4)), 6)]; }, r);
            Run("Sequential, RecomputeEvery 2", $"[{rows},{a}] to {b}", () => new Sequential(new Linear(a, 17, Seed), new Relu(), new Linear(17, 9, Seed), new Gelu(),
                new Linear(9, 9, Seed), new Tanh(), new Linear(9, b, Seed)) { RecomputeEvery = 2 }, [In.Normal(r, [rows, a])], (m, x) => [m.Call(x[0])],
                (w, x) => { TT L(TT y, int i) => F.linear(y, w[$"{i}.weight"], w[$"{i}.bias"]); return [L(torch.tanh(L(F.gelu(L(F.relu(L(x[0], 0)), 2)), 4)), 6)]; }, r);
            Run("Residual, post-norm", $"[{rows},{a}]", () => new Residual(new Linear(a, a, Seed), new LayerNorm(a)), [In.Normal(r, [rows, a])], (m, x) => [m.Call(x[0])],
                (w, x) => [F.layer_norm(x[0] + F.linear(x[0], w["block.weight"], w["block.bias"]), [a], w["norm.weight"], w["norm.bias"])], r, 2e-5);
            Run("Residual, pre-norm", $"[{rows},{a}]", () => new Residual(new Linear(a, a, Seed), new RmsNorm(a), preNorm: true), [In.Normal(r, [rows, a])],
                (m, x) => [m.Call(x[0])], (w, x) => [x[0] + F.linear(x[0] * torch.rsqrt((x[0] * x[0]).mean([-1], true) + 1e-6) * w["norm.weight"], w["block.weight"],
                w["block.bias"])], r, 2e-5);
        }
        (string, Func<Module>, Func<TT, TT>)[] activations = [("Relu", () => new Relu(), x => F.relu(x)), ("LeakyRelu", () => new LeakyRelu(), x => F.leaky_relu(x, 0.01)),
            ("LectureLeakyRelu", () => new LectureLeakyRelu(), x => F.relu(x) + 0.01 * x), ("Elu", () => new Elu(), x => F.elu(x, 1)), ("Gelu", () => new Gelu(), x => F.gelu(x)),
            ("GeluTanh", () => new GeluTanh(), x => 0.5 * x * (1 + torch.tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))), ("Silu", () => new Silu(), x => F.silu(x)),
                ("Sigmoid", () => new Sigmoid(), x => torch.sigmoid(x)), ("Tanh", () => new Tanh(), x => torch.tanh(x)), ("Softplus", () => new Softplus(), x => F.softplus(x))];
        foreach (var (name, make, oracle) in activations) Run("activation modules", name, make, [In.Normal(r, [7, 33])], (m, x) => [m.Call(x[0])], (w, x) => [oracle(x[0])], r);
        Run("Flatten", "[3,2,5,7]", () => new Flatten(), [In.Normal(r, [3, 2, 5, 7])], (m, x) => [m.Call(x[0])], (w, x) => [x[0].flatten(1)], r);
        foreach (var (n, width, tokens) in ((int, int, int[])[])[(1, 1, [1]), (7, 3, [5]), (17, 33, [2, 3]), (65, 16, [129]), (1000, 65, [7, 33])])
        {
            int[] at = [.. Enumerable.Range(0, In.Product(tokens)).Select(_ => r.Next(Math.Min(n, 20)))];
            Run("Embedding", $"{n}×{width}, tokens [{string.Join(",", tokens)}]", () => new Embedding(n, width, Seed), [], (m, _) => [m.Call(Engine.Ints(at, tokens))],
                (w, _) => { var e = torch.nn.Embedding(n, width, dtype: TypeOf(w["weight"])); Into(w, e); return [e.call(Engine.Longs(at, tokens))]; }, r);
        }
    }

    static void Recurrents(Random r)
    {
        foreach (string kind in (string[])["Lstm", "Gru", "Rnn tanh", "Rnn relu"])
            foreach (var (b, t, i, h, layers) in ((int, int, int, int, int)[])[(1, 1, 1, 1, 1), (2, 3, 7, 3, 2), (3, 7, 2, 17, 3), (16, 5, 33, 16, 1), (7, 17, 15, 33, 2),
                (1, 33, 3, 65, 1)])
                foreach (bool both in new[] { false, true })
                    foreach (int variant in new[] { 0, 1, 2 })
                    {
                        bool bias = variant != 1, hasLengths = variant == 2, starts = variant == 1;
                        int[] lengths = [.. Enumerable.Range(0, b).Select(_ => 1 + r.Next(t))];
                        int cells = layers * (both ? 2 : 1);
                        var options = new RecurrentOptions { Layers = layers, Bidirectional = both, HasBias = bias };
                        string text = $"[{b},{t},{i}] hidden {h}, {layers} layers{(both ? ", both ways" : "")}{(bias ? "" : ", no bias")}{(hasLengths ? $", lengths {string.Join(",", lengths)}" : "")}{(starts ? ", start" : "")}";
                        List<In> inputs = [In.Normal(r, [b, t, i])];
                        if (starts) inputs.Add(In.Normal(r, [cells, b, h]));
                        if (starts && kind == "Lstm") inputs.Add(In.Normal(r, [cells, b, h]));
                        Run<Recurrent>(kind, text, () => kind switch { "Lstm" => new Lstm(i, h, Seed, options), "Gru" => new Gru(i, h, Seed, options),
                            "Rnn relu" => new Rnn(i, h, Seed, options, RnnActivation.Relu), _ => new Rnn(i, h, Seed, options) }, [.. inputs],
                            (m, x) =>
                            {
                                IReadOnlyList<RecurrentState>? start = starts ? [.. Enumerable.Range(0,
                                    cells).Select(c => new RecurrentState(x[1].Select(0, c), kind == "Lstm" ? x[2].Select(0, c) : null))] : null;
                                var (y, final) = m.Call(x[0], hasLengths ? Engine.Ints(lengths, b) : null, start);
                                NT hidden = NT.Stack([.. final.Select(f => f.Hidden)]);
                                return kind == "Lstm" ? [y, hidden, NT.Stack([.. final.Select(f => f.Cell!)])] : [y, hidden];
                            },
                            (w, x) =>
                            {
                                var type = TypeOf(x[0]);
                                if (kind == "Lstm")
                                {
                                    var n = torch.nn.LSTM(i, h, layers, bias, true, 0, both, dtype: type); Into(w, n);
                                    (TT, TT)? start = starts ? (x[1], x[2]) : null;
                                    if (!hasLengths) { var (y, hn, cn) = n.call(x[0], start); return [y, hn, cn]; }
                                    var packed = torch.nn.utils.rnn.pack_padded_sequence(x[0], Engine.Longs(lengths, b), true, false);
                                    var (p, h1, c1) = n.call(packed, start);
                                    return [torch.nn.utils.rnn.pad_packed_sequence(p, true, 0, t).Item1, h1, c1];
                                }
                                dynamic module = kind == "Gru" ? torch.nn.GRU(i, h, layers, bias, true, 0, both, dtype: type)
                                    : torch.nn.RNN(i, h, layers, kind == "Rnn relu" ? torch.nn.NonLinearities.ReLU : torch.nn.NonLinearities.Tanh, bias, true, 0, both,
                                    dtype: type);
                                Into(w, (torch.nn.Module)module);
                                TT? s = starts ? x[1] : null;
                                if (!hasLengths) { (TT y, TT hn) = ((TT, TT))module.call(x[0], s); return [y, hn]; }
                                var packs = torch.nn.utils.rnn.pack_padded_sequence(x[0], Engine.Longs(lengths, b), true, false);
                                (torch.nn.utils.rnn.PackedSequence q, TT h2) = ((torch.nn.utils.rnn.PackedSequence, TT))module.call(packs, s);
                                return [torch.nn.utils.rnn.pad_packed_sequence(q, true, 0, t).Item1, h2];
                            }, r, 2e-5, 1e-10);
                    }
    }

    static TT CausalMask(long t, torch.ScalarType type) => torch.full([t, t], double.NegativeInfinity, dtype: type).triu(1);

    static TT PaddingMask(int[] lengths, int t)
    {
        var hidden = new bool[lengths.Length * t];
        for (int i = 0; i < hidden.Length; i++) hidden[i] = i % t >= lengths[i / t];
        return torch.tensor(hidden, lengths.Length, t);
    }

    static void Attentions(Random r)
    {
        foreach (var (b, t, width, heads) in ((int, int, int, int)[])[(1, 1, 1, 1), (2, 3, 4, 2), (3, 17, 24, 3), (1, 33, 16, 4), (2, 65, 30, 2)])
            foreach (bool causal in new[] { false, true })
                foreach (bool hasLengths in new[] { false, true })
                {
                    int[] lengths = [.. Enumerable.Range(0, b).Select(_ => 1 + r.Next(t))];
                    var options = new TransformerOptions(10, 1, width, heads) { ContextLength = t, HasBias = true };
                    string text = $"[{b},{t},{width}] {heads} heads{(causal ? " causal" : "")}{(hasLengths ? $" lengths {string.Join(",", lengths)}" : "")}";
                    Run("MultiHeadAttention vs nn.MultiheadAttention", text, () => new MultiHeadAttention(options, Seed, causal), [In.Normal(r, [b, t, width])],
                        (m, x) => [m.Forward(x[0], hasLengths ? Engine.Ints(lengths, b) : null)], (w, x) =>
                    {
                        var n = torch.nn.MultiheadAttention(width, heads).to(TypeOf(x[0]));
                        Into(w, n, name => name switch { "in_proj_weight" => "query_key_value.weight", "in_proj_bias" => "query_key_value.bias",
                            "out_proj.weight" => "output.weight", _ => "output.bias" });
                        TT s = x[0].transpose(0, 1);
                        return [n.call(s, s, s, hasLengths ? PaddingMask(lengths, t) : null, false, causal ? CausalMask(t, TypeOf(x[0])) : null).Item1.transpose(0, 1)];
                    }, r, 2e-5);
                    if (!causal)
                        Run("SourceAttention vs nn.MultiheadAttention", text, () => new SourceAttention(options, Seed),
                            [In.Normal(r, [b, 5, width]), In.Normal(r, [b, t, width])], (m, x) => [m.Forward(x[0], x[1], hasLengths ? Engine.Ints(lengths, b) : null)], (w, x) =>
                        {
                            TT q = F.linear(x[0], w["query.weight"], w["query.bias"]).reshape(b, 5, heads, width / heads);
                            TT[] kv = F.linear(x[1], w["key_value.weight"], w["key_value.bias"]).reshape(b, t, 2 * heads, width / heads).chunk(2, 2);
                            return [F.linear(SequenceCases.Attention(q, kv[0], kv[1], false, hasLengths ? lengths : null).reshape(b, 5, width), w["output.weight"],
                                w["output.bias"])];
                        }, r, 2e-5);
                    foreach (bool gelu in new[] { false, true })
                        if (!causal || !hasLengths)
                            Run("TransformerBlock (post-norm) vs nn.TransformerEncoderLayer", text + (gelu ? " gelu" : " relu"),
                                () => new TransformerBlock(options with { IsPreNorm = false, FeedForward = gelu ? FeedForwardKind.Gelu : FeedForwardKind.Relu,
                                Hidden = 2 * width + 1 }, Seed, causal), [In.Normal(r, [b, t, width])], (m, x) => [m.Call(x[0], hasLengths ? Engine.Ints(lengths, b) : null)],
                                (w, x) =>
                            {
                                var n = torch.nn.TransformerEncoderLayer(width, heads, 2 * width + 1, 0,
                                    gelu ? torch.nn.Activations.GELU : torch.nn.Activations.ReLU).to(TypeOf(x[0]));
                                Into(w, n, name => name switch
                                {
                                    "self_attn.in_proj_weight" => "attention.query_key_value.weight", "self_attn.in_proj_bias" => "attention.query_key_value.bias",
                                        "self_attn.out_proj.weight" => "attention.output.weight", "self_attn.out_proj.bias" => "attention.output.bias",
                                    "linear1.weight" => "feed_forward.up.weight", "linear1.bias" => "feed_forward.up.bias", "linear2.weight" => "feed_forward.down.weight",
                                        "linear2.bias" => "feed_forward.down.bias", _ => name,
                                });
                                return [n.call(x[0].transpose(0, 1), causal ? CausalMask(t, TypeOf(x[0])) : null!, hasLengths ? PaddingMask(lengths, t) : null!).transpose(0, 1)];
                            }, r, 5e-5, 1e-9);
                }
    }
}
