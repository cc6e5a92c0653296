// Transformers, norms and language models.
using Nabla.Modules;
using Nabla.Parameters;

namespace Differential;

using W = Dictionary<string, TT>;

static partial class ModuleCases
{
    // A transformer in plain operations of libtorch, from the same options and the weights by Nabla's names.
    sealed class Plain(TransformerOptions o, W w)
    {
        int Size => o.Width / o.Heads;
        int KeyHeads => o.KeyHeads ?? o.Heads;
        TT? Of(string name) => w.GetValueOrDefault(name);
        public TT Norm(string path, TT x) => o.UsesRmsNorm ? x * torch.rsqrt((x * x).mean([-1], true) + o.NormEpsilon) * w[path + ".weight"]
            : F.layer_norm(x, [o.Width], w[path + ".weight"], Of(path + ".bias"), o.NormEpsilon);
        public TT Linear(string path, TT x) => F.linear(x, w[path + ".weight"], Of(path + ".bias"));

        TT Attend(string path, TT x, bool causal, int[]? lengths)
        {
            long b = x.shape[0], t = x.shape[1];
            TT all = Linear(path + ".query_key_value", x).reshape(b, t, o.Heads + 2 * KeyHeads, Size);
            if (o.Positions == PositionKind.Rotary) all = SequenceCases.Rotary(all, o.Heads + KeyHeads, o.RotaryBase);
            TT y = SequenceCases.Attention(all.narrow(2, 0, o.Heads), all.narrow(2, o.Heads, KeyHeads), all.narrow(2, o.Heads + KeyHeads, KeyHeads), causal, lengths);
            return Linear(path + ".output", y.reshape(b, t, o.Width));
        }

        TT Look(string path, TT x, TT source, int[]? lengths)
        {
            long b = x.shape[0];
            TT q = Linear(path + ".query", x).reshape(b, x.shape[1], o.Heads, Size), kv = Linear(path + ".key_value", source).reshape(b, source.shape[1], 2 * KeyHeads, Size);
            return Linear(path + ".output", SequenceCases.Attention(q, kv.narrow(2, 0, KeyHeads), kv.narrow(2, KeyHeads, KeyHeads), false, lengths).reshape(b, x.shape[1],
                o.Width));
        }

        public TT FeedForward(string path, TT x)
        {
            TT up = Linear(path + ".up", x);
            TT inner = o.FeedForward switch
            {
                FeedForwardKind.Gelu => F.gelu(up), FeedForwardKind.Relu => F.relu(up),
                FeedForwardKind.GeluTanh => 0.5 * up * (1 + torch.tanh(Math.Sqrt(2 / Math.PI) * (up + 0.044715 * up * up * up))),
                _ => F.silu(up.chunk(2, -1)[0]) * up.chunk(2, -1)[1],
            };
            return Linear(path + ".down", inner);
        }

        public TT Block(string path, TT x, bool causal, int[]? lengths = null, TT? source = null, int[]? sourceLengths = null)
        {
            TT Sum(string norm, TT y, Func<TT, TT> f) => o.IsPreNorm ? y + f(Norm(norm, y)) : Norm(norm, y + f(y));
            x = Sum(path + "norm1", x, y => Attend(path + "attention", y, causal, lengths));
            if (source is not null) x = Sum(path + "source_norm", x, y => Look(path + "source_attention", y, source, sourceLengths));
            return Sum(path + "norm2", x, y => FeedForward(path + "feed_forward", y));
        }

        public TT Embed(string path, TT tokens)
        {
            TT x = w[path + "embedding.tokens.weight"].index_select(0, tokens.flatten()).reshape(tokens.shape[0], tokens.shape[1], o.Width);
            return o.Positions == PositionKind.Learned ? x + w[path + "embedding.positions.weight"].narrow(0, 0, tokens.shape[1]) : x;
        }

        public TT Encode(string path, TT tokens, int[]? lengths)
        {
            TT x = Embed(path, tokens);
            for (int i = 0; i < o.Layers; i++) x = Block($"{path}blocks.{i}.", x, false, lengths);
            return o.IsPreNorm ? Norm(path + "norm", x) : x;
        }

        public TT Decode(string path, TT tokens, TT? source = null, int[]? sourceLengths = null)
        {
            TT x = Embed(path, tokens);
            for (int i = 0; i < o.Layers; i++) x = Block($"{path}blocks.{i}.", x, true, null, source, sourceLengths);
            if (o.IsPreNorm) x = Norm(path + "norm", x);
            return F.linear(x, o.TiesEmbeddings ? w[path + "embedding.tokens.weight"] : w[path + "head.weight"]);
        }
    }

    static void Transformers(Random r)
    {
        var basic = new TransformerOptions(11, 2, 12, 3) { ContextLength = 40 };
        (string, TransformerOptions)[] variants =
        [
            ("GPT-2", basic), ("no bias, tied", basic with { HasBias = false }), ("untied", basic with { TiesEmbeddings = false }),
                ("rotary", basic with { Positions = PositionKind.Rotary, Heads = 2 }), ("no positions", basic with { Positions = PositionKind.None }),
            ("RMS norm, SwiGLU, rotary, grouped heads (Llama)", basic with { Width = 16, Heads = 4, KeyHeads = 2, UsesRmsNorm = true, FeedForward = FeedForwardKind.SwiGlu,
                Positions = PositionKind.Rotary, HasBias = false, TiesEmbeddings = false, RotaryBase = 500 }),
            ("GELU tanh", basic with { FeedForward = FeedForwardKind.GeluTanh }), ("ReLU, post-norm", basic with { FeedForward = FeedForwardKind.Relu, IsPreNorm = false }),
                ("one key head", basic with { KeyHeads = 1, Hidden = 7 }), ("post-norm, RMS", basic with { IsPreNorm = false, UsesRmsNorm = true, NormEpsilon = 1e-3 }),
                ("RecomputeEvery 1", basic with { Layers = 3, RecomputeEvery = 1 }),
        ];
        foreach (var (name, o) in variants)
            foreach (var (b, t) in ((int, int)[])[(1, 1), (2, 7), (3, 17), (1, 40)])
            {
                int[] Tokens(int count) => [.. Enumerable.Range(0, count).Select(_ => r.Next(1, o.Vocabulary))];
                int[] tokens = Tokens(b * t), lengths = [.. Enumerable.Range(0, b).Select(_ => 1 + r.Next(t))];
                int[] padded = [.. tokens.Select((k, i) => i % t < lengths[i / t] ? k : 0)];
                Run("Gpt", $"{name} [{b},{t}]", () => new Gpt(o, Seed), [], (m, _) => [m.Call(Engine.Ints(tokens, b, t))],
                    (w, _) => [new Plain(o, w).Decode("", Engine.Longs(tokens, b, t))], r, 5e-5, 1e-9);
                Run("TransformerEncoder, padding", $"{name} [{b},{t}] lengths {string.Join(",", lengths)}", () => new TransformerEncoder(o, Seed, 0), [],
                    (m, _) => [m.Call(Engine.Ints(padded, b, t))], (w, _) => [new Plain(o, w).Encode("", Engine.Longs(padded, b, t), lengths)], r, 5e-5, 1e-9);
                Run("TransformerEncoder", $"{name} [{b},{t}]", () => new TransformerEncoder(o, Seed), [], (m, _) => [m.Call(Engine.Ints(tokens, b, t))],
                    (w, _) => [new Plain(o, w).Encode("", Engine.Longs(tokens, b, t), null)], r, 5e-5, 1e-9);
                Run("TransformerClassifier, padding", $"{name} [{b},{t}] lengths {string.Join(",", lengths)}", () => new TransformerClassifier(o, 5, Seed, 0), [],
                    (m, _) => [m.Call(Engine.Ints(padded, b, t))], (w, _) =>
                {
                    TT x = new Plain(o, w).Encode("encoder.", Engine.Longs(padded, b, t), lengths), seen = PaddingMask(lengths, t).logical_not().to(x.dtype).unsqueeze(2);
                    return [F.linear((x * seen).sum([1]) / seen.sum([1]), w["output.weight"], w["output.bias"])];
                }, r, 5e-5, 1e-9);
                Run("TransformerClassifier", $"{name} [{b},{t}]", () => new TransformerClassifier(o, 5, Seed), [], (m, _) => [m.Call(Engine.Ints(tokens, b, t))],
                    (w, _) => [F.linear(new Plain(o, w).Encode("encoder.", Engine.Longs(tokens, b, t), null).mean([1]), w["output.weight"], w["output.bias"])], r, 5e-5, 1e-9);
                int[] said = [.. Tokens(b * t).Select((k, i) => i % t == 0 ? 0 : k)];
                Run("EncoderDecoder", $"{name} [{b},2,{t}] lengths {string.Join(",", lengths)}", () => new EncoderDecoder(o, Seed, 0), [],
                    (m, _) => [m.Call(Engine.Ints(padded, b, t), Engine.Ints(said, b, t))], (w, _) =>
                {
                    var plain = new Plain(o, w);
                    int longest = lengths.Max();
                    TT source = plain.Encode("encoder.", Engine.Longs(padded, b, t).narrow(1, 0, longest), lengths);
                    return [plain.Decode("decoder.", Engine.Longs(said, b, t), source, lengths)];
                }, r, 5e-5, 1e-9);
                foreach (string part in (string[])["block", "feed-forward", "attention"])
                    Run("transformer parts", $"{part} {name} [{b},{t},{o.Width}]", () => part switch {
                        "block" => new TransformerBlock(o, Seed, true), "feed-forward" => new FeedForward(o, Seed), _ => (Module)new MultiHeadAttention(o, Seed, true) },
                        [In.Normal(r, [b, t, o.Width])], (m, x) => [m.Call(x[0])], (w, x) =>
                    {
                        if (part == "block") return [new Plain(o, w).Block("", x[0], true)];
                        var named = w.ToDictionary(p => "p." + p.Key, p => p.Value);
                        var plain = new Plain(o, named);
                        if (part == "feed-forward") return [plain.FeedForward("p", x[0])];
                        // The attention alone, through a block's formula.
                        long size = o.Width / o.Heads; int kh = o.KeyHeads ?? o.Heads;
                        TT all = plain.Linear("p.query_key_value", x[0]).reshape(b, t, o.Heads + 2 * kh, size);
                        if (o.Positions == PositionKind.Rotary) all = SequenceCases.Rotary(all, o.Heads + kh, o.RotaryBase);
                        return [plain.Linear("p.output", SequenceCases.Attention(all.narrow(2, 0, o.Heads), all.narrow(2, o.Heads, kh), all.narrow(2, o.Heads + kh, kh), true,
                            null).reshape(b, t, o.Width))];
                    }, r, 5e-5, 1e-9);
                Continues($"{name} [{b},{t}]", new Gpt(o, Seed), tokens, b, t);
                Continues($"{name} [{b},{t}] decoder", new EncoderDecoder(o, Seed, 0).After(Engine.Ints(padded, b, t).Keep()), said, b, t);
            }
    }

    /// <summary>Reading in pieces with a state gives what reading the whole gives.</summary>
    static void Continues(string detail, LanguageModel model, int[] tokens, int b, int t)
    {
        if (Report.Skips("module", "Continue in pieces = whole")) return;
        Stats stats = Report.Of("module", "Continue in pieces = whole"); stats.Cases++;
        Scope.Run(() =>
        {
            float[] whole = model.Call(Engine.Ints(tokens, b, t)).ToArray<float>();
            SequenceState state = model.Start(b);
            int v = model.Vocabulary;
            for (int at = 0, length = 1; at < t; at += length, length = Math.Min(length + 1, Math.Max(1, t - at)))
            {
                int first = at, count = Math.Min(length, t - at);
                float[] piece = model.Continue(Engine.Ints([.. Enumerable.Range(0, b).SelectMany(row => tokens[(row * t + first)..(row * t + first + count)])], b, count),
                    state).ToArray<float>();
                for (int row = 0; row < b; row++)
                    for (int i = 0; i < count * v; i++)
                    {
                        stats.Numbers++;
                        double want = whole[(row * t + first) * v + i], got = piece[row * count * v + i];
                        if (!(Math.Abs(want - got) <= 1e-5 * Math.Max(1, Math.Abs(want)))) {
                            Report.Find("module", "Continue in pieces = whole", detail, "float32", $"place {first}", "value", $"{got} instead of {want}", tokens.Length); return;
                            }
                    }
            }
        });
    }

    static void Norms(Random r)
    {
        foreach (int[] s in (int[][])[[2, 1], [7, 3], [129, 17], [16, 65], [3, 7, 5], [2, 3, 4, 5], [5, 16, 3, 3], [1, 7, 15, 2]])
        {
            int c = s[1], n = s[^1];
            string text = $"[{string.Join(",", s)}]";
            Run("LayerNorm", text, () => new LayerNorm(n), [In.Normal(r, s)], (m, x) => [m.Call(x[0])], (w, x) => {
                var k = torch.nn.LayerNorm(n, dtype: TypeOf(x[0])); Into(w, k); return [k.call(x[0])]; }, r, 2e-5);
            Run("LayerNorm, no bias", text, () => new LayerNorm(n, 1e-3, false), [In.Normal(r, s)], (m, x) => [m.Call(x[0])], (w, x) => {
                var k = torch.nn.LayerNorm(n, 1e-3, true, false, dtype: TypeOf(x[0])); Into(w, k); return [k.call(x[0])]; }, r, 2e-5);
            Run("RmsNorm", text, () => new RmsNorm(n), [In.Normal(r, s)], (m, x) => [m.Call(x[0])],
                (w, x) => [x[0] * torch.rsqrt((x[0] * x[0]).mean([-1], true) + 1e-6) * w["weight"]], r, 2e-5);
            foreach (double momentum in (double[])[0.1, 0.3, 1, 0])
                Run("BatchNorm in training, its running statistics and evaluation", $"{text} momentum {momentum}",
                    () => (BatchNormalization)(s.Length == 4 ? new BatchNorm2d(c, momentum) : new BatchNorm(c, momentum)),
                    [In.Normal(r, s, 2, 1), In.Normal(r, s, 1, -1), In.Normal(r, s)], (m, x) =>
                {
                    NT a = m.Call(x[0]), b = m.Call(x[1]);
                    NT[] buffers = [.. m.Buffers.Select(k => k.Value.DataType.IsFloat ? k.Value.Copy() : k.Value.To(a.DataType))];
                    // The module reads by whether a tape records; a copy with fixed statistics is the evaluation.
                    NT e = x[2].BatchNorm(m.Buffers[0].Value, m.Buffers[1].Value, m.Parameters[0].Value, m.Parameters[1].Value, m.Epsilon);
                    NT plain = Tape.Pause(() => m.Call(x[2].Detach()));
                    return [a, b, e, plain, .. buffers];
                }, (w, x) =>
                {
                    dynamic k = s.Length == 4 ? torch.nn.BatchNorm2d(c, momentum: momentum, dtype: TypeOf(x[0])) : torch.nn.BatchNorm1d(c, momentum: momentum, dtype: TypeOf(x[0]));
                    Into(w, (torch.nn.Module)k);
                    k.train();
                    TT a = k.call(x[0]), b = k.call(x[1]);
                    k.eval();
                    TT e = k.call(x[2]);
                    var buffers = ((torch.nn.Module)k).named_buffers().ToDictionary(p => p.name, p => p.buffer);
                    GC.KeepAlive(k);
                    return [a, b, e, e.detach(), buffers["running_mean"].clone(), buffers["running_var"].clone(), buffers["num_batches_tracked"].to(x[0].dtype)];
                }, r, 5e-5);
        }
    }

    static void Language(Random r)
    {
        foreach (var (b, t) in ((int, int)[])[(1, 1), (2, 5), (3, 9)])
            foreach (RecurrentKind kind in Enum.GetValues<RecurrentKind>())
            {
                int[] tokens = [.. Enumerable.Range(0, b * t).Select(_ => r.Next(1, 7))], lengths = [.. Enumerable.Range(0, b).Select(_ => 1 + r.Next(t))];
                int[] padded = [.. tokens.Select((k, i) => i % t < lengths[i / t] ? k : 0)];
                string name = kind.ToString();
                TT[] Layer(W w, TT x, string suffix, int[]? l, bool reverse) => SequenceCases.Recur(name, x, w["recurrent.weight_ih" + suffix],
                    w["recurrent.weight_hh" + suffix], w["recurrent.bias_ih" + suffix], w["recurrent.bias_hh" + suffix], null, null, l, reverse);
                TT Embed(W w, int[] at) => w["embedding.weight"].index_select(0, Engine.Longs(at, b * t)).reshape(b, t, -1);
                Run("RecurrentLanguageModel", $"{kind} [{b},{t}]", () => new RecurrentLanguageModel(kind, 7, 9, Seed, layers: 2, embeddingWidth: 5), [],
                    (m, _) => [m.Call(Engine.Ints(tokens, b, t))], (w, _) => [F.linear(Layer(w, Layer(w, Embed(w, tokens), "_l0", null, false)[0], "_l1", null, false)[0],
                    w["head.weight"], w["head.bias"])], r, 2e-5);
                Run("RecurrentLanguageModel, tied", $"{kind} [{b},{t}]", () => new RecurrentLanguageModel(kind, 7, 9, Seed, tied: true), [],
                    (m, _) => [m.Call(Engine.Ints(tokens, b, t))], (w, _) => [F.linear(Layer(w, Embed(w, tokens), "_l0", null, false)[0], w["embedding.weight"])], r, 2e-5);
                Run("RecurrentClassifier, padding, both ways", $"{kind} [{b},{t}] lengths {string.Join(",", lengths)}",
                    () => new RecurrentClassifier(kind, 7, 4, 6, Seed, padding: 0, bidirectional: true), [], (m, _) => [m.Call(Engine.Ints(padded, b, t))], (w, _) =>
                    [F.linear(torch.cat([Layer(w, Embed(w, padded), "_l0", lengths, false)[1], Layer(w, Embed(w, padded), "_l0_reverse", lengths, true)[1]], 1),
                        w["head.weight"], w["head.bias"])], r, 2e-5);
                Continues($"{kind} [{b},{t}]", new RecurrentLanguageModel(kind, 7, 9, Seed, layers: 2, embeddingWidth: 5), tokens, b, t);
                if (kind != RecurrentKind.Rnn) continue;
                int context = 3;
                int[] At(int i) => [.. Enumerable.Range(0, b * t).Select(p => p % t - (context - 1 - i) is var at && at < 0 ? 0 : tokens[p / t * t + at])];
                Run("MlpLanguageModel", $"[{b},{t}]", () => new MlpLanguageModel(7, context, 9, Seed, 5), [], (m, _) => [m.Call(Engine.Ints(tokens, b, t))], (w, _) =>
                {
                    TT x = torch.cat([.. Enumerable.Range(0, context).Select(i => w["embedding.weight"].index_select(0, Engine.Longs(At(i), b * t)))], 1);
                    return [F.linear(torch.tanh(F.linear(x, w["hidden.weight"], w["hidden.bias"])), w["output.weight"], w["output.bias"]).reshape(b, t, 7)];
                }, r, 2e-5);
                Continues($"MLP [{b},{t}]", new MlpLanguageModel(7, context, 9, Seed, 5), tokens, b, t);
            }
    }

    /// <summary>Counted again in dictionaries: additive smoothing, and Witten and Bell's mixture.</summary>
    static void Ngrams(Random r)
    {
        if (Report.Skips("module", "NgramModel vs counts")) return;
        foreach (int order in (int[])[1, 2, 3, 4])
            foreach (double? k in (double?[])[null, 0, 0.5, 1])
            {
                Stats stats = Report.Of("module", "NgramModel vs counts"); stats.Cases++;
                int v = 5, rows = 4, time = 9;
                int[] tokens = [.. Enumerable.Range(0, rows * time).Select(_ => r.Next(v))], targets = [.. tokens.Select((_, i) => r.Next(6) == 0 ? -1 : r.Next(v))];
                var model = new NgramModel(v, order, 0, k);
                model.Count(tokens, targets, time);
                model.Settle();
                var counts = new Dictionary<string, int[]>();
                string Key(int row, int t, int length) => string.Join(",", Enumerable.Range(t - length + 1, length).Select(p => p < 0 ? 0 : tokens[row * time + p]));
                for (int row = 0; row < rows; row++)
                    for (int t = 0; t < time; t++)
                        if (targets[row * time + t] >= 0)
                            for (int n = 0; n < order; n++)
                            {
                                string key = n + ":" + Key(row, t, n);
                                if (!counts.TryGetValue(key, out int[]? c)) counts[key] = c = new int[v];
                                c[targets[row * time + t]]++;
                            }
                double[] Share(int row, int t, int n)
                {
                    int[] c = counts.GetValueOrDefault(n + ":" + Key(row, t, n), new int[v]);
                    double total = c.Sum();
                    if (k is { } add) return [.. c.Select(x => (x + add) / (total + add * v))];
                    double[] shorter = n == 0 ? [.. Enumerable.Repeat(1.0 / v, v)] : Share(row, t, n - 1);
                    int kinds = c.Count(x => x > 0);
                    return total == 0 ? shorter : [.. c.Select((x, i) => (x + kinds * shorter[i]) / (total + kinds))];
                }
                float[] got = Scope.Run(() => Tuple.Create(model.Call(Engine.Ints(tokens, rows, time)).ToArray<float>())).Item1;
                for (int row = 0; row < rows; row++)
                    for (int t = 0; t < time; t++)
                    {
                        double[] want = Share(row, t, order - 1);
                        for (int i = 0; i < v; i++)
                        {
                            stats.Numbers++;
                            double p = Math.Exp(got[(row * time + t) * v + i]);
                            if (!(Math.Abs(p - want[i]) <= 2e-6) && !double.IsNaN(want[i])) {
                                Report.Find("module", "NgramModel vs counts", $"order {order}, smoothing {k}", "float32", $"row {row}, place {t}, token {i}", "value",
                                $"{p} instead of {want[i]}", 1); goto next; }
                        }
                    }
                next:;
            }
    }
}
