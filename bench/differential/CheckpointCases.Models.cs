// Files that are broken, and those of models by PyTorch's and Hugging Face's names.
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Checkpoints;
using Nabla.Modules;
using Nabla.Pretrained;

namespace Differential;

static partial class CheckpointCases
{
    static void Broken()
    {
        var r = new Random(3);
        byte[] sound = Write([("a", "F32", [4], new byte[16]), ("b", "I64", [2], new byte[16])], new() { ["k"] = "v" }, false, 0, r);
        string text = Encoding.UTF8.GetString(sound, 8, sound.Length - 8 - 32);
        byte[] Changed(string json, int data = 32) { byte[] j = Encoding.UTF8.GetBytes(json); byte[] all = new byte[8 + j.Length + data];
            BinaryPrimitives.WriteUInt64LittleEndian(all, (ulong)j.Length); j.CopyTo(all, 8); return all; }
        (string Name, byte[] Bytes)[] files =
        [
            ("empty", []), ("seven bytes", new byte[7]), ("a header longer than the file", [255, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}']),
                ("an immense header", [255, 255, 255, 255, 255, 255, 255, 127, (byte)'{', (byte)'}']), ("cut off", sound[..^1]), ("a byte too many", [.. sound, 0]),
            ("overlap", Changed(text.Replace("[16,32]", "[8,24]"))), ("a hole", Changed(text.Replace("[16,32]", "[24,40]"), 40)),
                ("shape against bytes", Changed(text.Replace("[4]", "[5]"))), ("negative extent", Changed(text.Replace("[4]", "[-4]"))),
                ("unknown type", Changed(text.Replace("F32", "F33"))), ("lower case type", Changed(text.Replace("F32", "f32"))),
            ("a name twice", Changed(text.Replace("\"b\"", "\"a\""))), ("offsets backwards", Changed(text.Replace("[0,16]", "[16,0]"))),
                ("metadata of numbers", Changed(text.Replace("\"v\"", "5"))), ("fractional extent", Changed(text.Replace("[4]", "[4.5]"))),
                ("no JSON", Changed(text.Replace("{", "("))), ("a list", Changed("[1,2]", 0)),
                ("extents that overflow", Changed(text.Replace("[4]", "[4294967296,4294967296,4]"))), ("an unknown key", Changed(text.Replace("\"shape\"", "\"shapes\""))),
        ];
        foreach (var (name, bytes) in files)
            Case("broken files are refused", name, () =>
            {
                string path = Path.Combine(folder, "broken.safetensors");
                File.WriteAllBytes(path, bytes);
                try { using var file = SafetensorsFile.Open(path); Bad("broken files are refused", name, "was taken"); }
                catch (CheckpointException) { }
            });
        Case("nothing in a file", "{}", () =>
        {
            string path = Path.Combine(folder, "none.safetensors");
            File.WriteAllBytes(path, Changed("{}", 0));
            using var file = SafetensorsFile.Open(path);
            if (file.Entries.Count != 0) Bad("nothing in a file", "{}", "has entries");
        });
    }

    /// <summary>A GPT-2 file by Hugging Face's names: its numbers through libtorch give Nabla's logits, both ways, in F32, F16 and BF16.</summary>
    static void Gpt2(Random r)
    {
        foreach (string type in (string[])["F32", "F16", "BF16"])
            foreach (string prefix in (string[])["", "transformer."])
                Case("GPT-2 file", $"{type} prefix '{prefix}'", () =>
                {
                    var options = new TransformerOptions(19, 2, 12, 3) { ContextLength = 9, FeedForward = FeedForwardKind.GeluTanh };
                    var tensors = new Dictionary<string, (long[] Shape, float[] Values)>();
                    void Add(string name, params long[] shape) => tensors[name] = (shape,
                        [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_
                        => Round(type, (float)(0.3 * In.Gauss(r) + (name.Contains("ln_") && name.EndsWith("weight") ? 1 : 0))))]);
                    Add("wte.weight", 19, 12); Add("wpe.weight", 9, 12);
                    for (int l = 0; l < 2; l++) { string p = $"h.{l}."; foreach (string n in (string[])["ln_1", "ln_2"]) {
                        Add(p + n + ".weight", 12); Add(p + n + ".bias", 12); } Add(p + "attn.c_attn.weight", 12, 36); Add(p + "attn.c_attn.bias", 36);
                        Add(p + "attn.c_proj.weight", 12, 12); Add(p + "attn.c_proj.bias", 12); Add(p + "mlp.c_fc.weight", 12, 48); Add(p + "mlp.c_fc.bias", 48);
                        Add(p + "mlp.c_proj.weight", 48, 12); Add(p + "mlp.c_proj.bias", 12); }
                    Add("ln_f.weight", 12); Add("ln_f.bias", 12);
                    string path = Path.Combine(folder, $"gpt2-{type}{prefix.Length}.safetensors");
                    File.WriteAllBytes(path, Write([.. tensors.Select(t => (prefix + t.Key, type, t.Value.Shape, Bytes(type, t.Value.Values)))], new() { ["format"] = "pt" },
                        true, 3, r));
                    var model = new Gpt(options, Rng.FromSeed(0));
                    Gpt2Weights.Read(path, model);
                    int[] tokens = [.. Enumerable.Range(0, 14).Select(_ => r.Next(19))];
                    float[] got = model.Call(Engine.Ints(tokens, 2, 7)).ToArray<float>();
                    double[] want = HuggingFace(tensors, tokens);
                    Check("GPT-2 file", $"{type} prefix '{prefix}'", got, want);
                    // And back.
                    string again = Path.Combine(folder, "gpt2-again.safetensors");
                    Gpt2Weights.Write(again, model);
                    var (written, _) = Read(again);
                    foreach (var (name, t) in tensors)
                    {
                        var w = written[name];
                        Report.Of("checkpoint", "GPT-2 file").Tensors++;
                        if (w.Type != "F32" || !w.Shape.SequenceEqual(t.Shape) || !w.Bytes.SequenceEqual(Bytes("F32", t.Values))) Bad("GPT-2 file", $"{type} written back",
                            $"'{name}' differs");
                    }
                    if (written.Count != tensors.Count) Bad("GPT-2 file", $"{type} written back", $"{written.Count} tensors instead of {tensors.Count}");
                });
    }

    static void Check(string op, string detail, float[] got, double[] want)
    {
        Stats stats = Report.Of("checkpoint", op); stats.Numbers += got.Length; stats.Tensors++;
        double scale = want.Max(Math.Abs);
        for (int i = 0; i < got.Length; i++)
        {
            stats.Norm32 = Math.Max(stats.Norm32, Math.Abs(got[i] - want[i]) / scale);
            if (!(Math.Abs(got[i] - want[i]) <= 1e-5 * scale)) { Bad(op, detail, $"logit {i}: {got[i]:R} instead of {want[i]:R}"); return; }
        }
    }

    static double[] HuggingFace(Dictionary<string, (long[] Shape, float[] Values)> tensors, int[] tokens)
    {
        using var scope = torch.NewDisposeScope();
        TT W(string name) => torch.tensor(Array.ConvertAll(tensors[name].Values, v => (double)v), tensors[name].Shape);
        TT Conv(TT x, string name) => torch.matmul(x, W(name + ".weight")) + W(name + ".bias");
        TT Norm(TT x, string name) => F.layer_norm(x, [12], W(name + ".weight"), W(name + ".bias"));
        TT x = W("wte.weight").index_select(0, Engine.Longs(tokens, 14)).reshape(2, 7, 12) + W("wpe.weight").narrow(0, 0, 7);
        for (int l = 0; l < 2; l++)
        {
            string p = $"h.{l}.";
            TT[] qkv = Conv(Norm(x, p + "ln_1"), p + "attn.c_attn").split(12, 2);
            TT H(TT y) => y.reshape(2, 7, 3, 4);
            x = x + Conv(SequenceCases.Attention(H(qkv[0]), H(qkv[1]), H(qkv[2]), true, null).reshape(2, 7, 12), p + "attn.c_proj");
            TT up = Conv(Norm(x, p + "ln_2"), p + "mlp.c_fc");
            x = x + Conv(0.5 * up * (1 + torch.tanh(Math.Sqrt(2 / Math.PI) * (up + 0.044715 * up.pow(3)))), p + "mlp.c_proj");
        }
        return torch.matmul(Norm(x, "ln_f"), W("wte.weight").t()).contiguous().data<double>().ToArray();
    }

    static float Round(string type, float v) => type switch { "F16" => (float)(Half)v,
        "BF16" => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(v) & unchecked((int)0xFFFF0000)), _ => v };

    static byte[] Bytes(string type, float[] values)
    {
        int size = type == "F32" ? 4 : 2;
        byte[] bytes = new byte[values.Length * size];
        for (int i = 0; i < values.Length; i++)
            if (type == "F32") BitConverter.TryWriteBytes(bytes.AsSpan(4 * i), values[i]);
            else if (type == "F16") BitConverter.TryWriteBytes(bytes.AsSpan(2 * i), (Half)values[i]);
            else BitConverter.TryWriteBytes(bytes.AsSpan(2 * i), (ushort)(BitConverter.SingleToInt32Bits(values[i]) >>> 16));
        return bytes;
    }

    /// <summary>State dicts by PyTorch's names: a file with an nn.LSTM's or BatchNorm's own names fits Nabla's module as it is.</summary>
    static void Models(Random r) => Case("state dict of PyTorch's names", "LSTM, BatchNorm2d, Embedding", () =>
    {
        using var scope = torch.NewDisposeScope();
        var lstm = torch.nn.LSTM(5, 7, 2, true, true, 0, true);
        var tensors = new List<(string, string, long[], byte[])>();
        foreach (var (name, p) in lstm.named_parameters()) tensors.Add((name, "F32", p.shape, Bytes("F32", p.detach().contiguous().data<float>().ToArray())));
        string path = Path.Combine(folder, "lstm.safetensors");
        File.WriteAllBytes(path, Write(tensors, null, true, 1, r));
        var ours = new Lstm(5, 7, Rng.FromSeed(1), new RecurrentOptions { Layers = 2, Bidirectional = true });
        using var file = SafetensorsFile.Open(path);
        StateFile.Read(file, ours.Parameters.Select(p => (p.Path, p.Value)));
        if (file.Entries.Count != ours.Parameters.Count) Bad("state dict of PyTorch's names", "LSTM", "another number of parameters");
        In x = In.Normal(r, [3, 4, 5]);
        Check("state dict of PyTorch's names", "LSTM", ours.Call(Engine.Make(x.Values, x.Shape, true)).ToArray<float>(),
            Engine.Read("", lstm.call(Engine.MakeTorch(x.Values, x.Shape, true)).Item1).Values);

        var norm = torch.nn.BatchNorm2d(3);
        norm.train();
        norm.call(torch.randn(4, 3, 5, 5) * 2 + 1);
        norm.eval();
        var state = norm.state_dict();
        File.WriteAllBytes(path + "2", Write([.. state.Select(p => (p.Key, p.Value.dtype == torch.int64 ? "I64" : "F32", p.Value.shape,
            p.Value.dtype == torch.int64 ? BitConverter.GetBytes(p.Value.item<long>()) : Bytes("F32", p.Value.detach().contiguous().data<float>().ToArray())))], null, true, 1,
            r));
        var mine = new BatchNorm2d(3);
        using var file2 = SafetensorsFile.Open(path + "2");
        StateFile.Read(file2, mine.Parameters.Select(p => (p.Path, p.Value)).Concat(mine.Buffers.Select(b => (b.Path, b.Value))));
        In y = In.Normal(r, [2, 3, 4, 4]);
        Check("state dict of PyTorch's names", "BatchNorm2d", mine.Call(Engine.Make(y.Values, y.Shape, true)).ToArray<float>(),
            Engine.Read("", norm.call(Engine.MakeTorch(y.Values, y.Shape, true))).Values);
        if (file2.Entries.Count != 5) Bad("state dict of PyTorch's names", "BatchNorm2d", $"{file2.Entries.Count} entries");
    });
}
