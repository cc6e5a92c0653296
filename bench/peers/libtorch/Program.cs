// The suite's workloads in TorchSharp (libtorch 2.10): one JSON line each, as `nabla bench` prints them.
// usage: LibTorch [--threads N] [--seconds S] [--only NAME]...
using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

int threads = 1; double seconds = 2; var only = new HashSet<string>();
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--threads") threads = int.Parse(args[++i]);
    else if (args[i] == "--seconds") seconds = double.Parse(args[++i], CultureInfo.InvariantCulture);
    else if (args[i] == "--only") only.Add(args[++i]);
}
set_num_threads(threads);
manual_seed(0);
Console.Error.WriteLine($"libtorch through TorchSharp, {get_num_threads()} threads");

var all = new (string Name, Func<Action> Make)[]
{
    ("tiny_mlp", () => Training(nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1)), randn(32, 2), randint(0, 2, new long[] { 32, 1 }).to(float32),
        nn.BCEWithLogitsLoss(), m => optim.SGD(m.parameters(), 0.1), false)),
    ("softmax_regression", () => Training(nn.Linear(784, 10), randn(128, 784), Classes(128), nn.CrossEntropyLoss(), m => optim.SGD(m.parameters(), 0.01), false)),
    ("mlp", () => Training(nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10)), randn(128, 784), Classes(128),
        nn.CrossEntropyLoss(), AdamW, true)),
    ("residual_mlp", () => Training(new ResidualMlp(), randn(128, 784), Classes(128), nn.CrossEntropyLoss(), AdamW, true)),
    ("cnn", () => Training(new Cnn(), randn(64, 1, 28, 28), Classes(64), nn.CrossEntropyLoss(), AdamW, true)),
    ("resnet", () => Training(new ResNet(), randn(32, 3, 32, 32), Classes(32), nn.CrossEntropyLoss(), AdamW, true)),
    ("lstm", () => Training(new CharLstm(), randint(0, 65, new long[] { 32, 64 }), randint(0, 65, new long[] { 32 * 64 }), nn.CrossEntropyLoss(), AdamW, true)),
    ("gpt_small", () => Training(new Gpt(4, 128, 4, 64), randint(0, 65, new long[] { 12, 64 }), randint(0, 65, new long[] { 12 * 64 }), nn.CrossEntropyLoss(), AdamW, true)),
    ("gpt_medium", () => Training(new Gpt(6, 384, 6, 256), randint(0, 65, new long[] { 4, 256 }), randint(0, 65, new long[] { 4 * 256 }), nn.CrossEntropyLoss(), AdamW, true)),
    ("matmul_1024", () => { var a = randn(1024, 1024); var b = randn(1024, 1024); return Operation(() => a.matmul(b)); }),
    ("gelu_4m", () => { var x = randn(4, 1024, 1024); return Operation(() => F.gelu(x)); }),
    ("softmax_4096x1024", () => { var x = randn(4096, 1024); return Operation(() => F.softmax(x, -1)); }),
    ("layernorm_4096x1024", () => { var x = randn(4096, 1024); var n = nn.LayerNorm(1024); return Operation(() => n.call(x)); }),
};
foreach (var (name, make) in all)
{
    if (only.Count > 0 && !only.Contains(name)) continue;
    var step = make();
    var watch = Stopwatch.StartNew();
    for (int i = 0; i < 3 || watch.Elapsed.TotalSeconds < seconds / 5; i++) step();
    var times = new List<double>();
    watch.Restart();
    while (times.Count < 5 || watch.Elapsed.TotalSeconds < seconds) { long s = Stopwatch.GetTimestamp(); step(); times.Add(Stopwatch.GetElapsedTime(s).TotalMilliseconds); }
    times.Sort();
    double median = (times[(times.Count - 1) / 2] + times[times.Count / 2]) / 2;
    Console.WriteLine(FormattableString.Invariant($"{{\"name\":\"{name}\",\"ms\":{median},\"min_ms\":{times[0]},\"threads\":{threads},\"n\":{times.Count},\"gflops\":null}}"));
}

static Tensor Classes(int n) => randint(0, 10, new long[] { n });
static optim.Optimizer AdamW(nn.Module m) => optim.AdamW(m.parameters(), 1e-3, weight_decay: 0.01);

static Action Training(nn.Module<Tensor, Tensor> model, Tensor x, Tensor y, Loss<Tensor, Tensor, Tensor> loss, Func<nn.Module, optim.Optimizer> make, bool clips)
{
    var optimizer = make(model);
    model.train();
    var parameters = model.parameters().ToArray();
    return () =>
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var value = loss.call(model.call(x), y);
        value.backward();
        if (clips) nn.utils.clip_grad_norm_(parameters, 1.0);
        optimizer.step();
        value.item<float>();
    };
}

static Action Operation(Func<Tensor> compute) => () => { using var scope = NewDisposeScope(); using var off = no_grad(); compute(); };

sealed class NormedResidual : nn.Module<Tensor, Tensor>
{
    readonly Linear first, second; readonly LayerNorm norm;
    public NormedResidual(int w) : base("r") { first = nn.Linear(w, w); second = nn.Linear(w, w); norm = nn.LayerNorm(w); RegisterComponents(); }
    public override Tensor forward(Tensor x) => norm.call(x + second.call(F.relu(first.call(x))));
}
sealed class ResidualMlp : nn.Module<Tensor, Tensor>
{
    readonly Sequential all;
    public ResidualMlp() : base("m")
    {
        var parts = new List<nn.Module<Tensor, Tensor>> { nn.Linear(784, 256) };
        for (int i = 0; i < 20; i++) parts.Add(new NormedResidual(256));
        parts.Add(nn.Linear(256, 10));
        all = nn.Sequential(parts); RegisterComponents();
    }
    public override Tensor forward(Tensor x) => all.call(x);
}
sealed class Cnn : nn.Module<Tensor, Tensor>
{
    readonly Sequential all = nn.Sequential(
        nn.Conv2d(1, 32, 3, padding: 1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding: 1), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64 * 7 * 7, 128), nn.ReLU(), nn.Linear(128, 10));
    public Cnn() : base("cnn") => RegisterComponents();
    public override Tensor forward(Tensor x) => all.call(x);
}
sealed class ConvBlock : nn.Module<Tensor, Tensor>
{
    readonly Conv2d c1, c2; readonly BatchNorm2d b1, b2;
    public ConvBlock(int n) : base("b") { c1 = nn.Conv2d(n, n, 3, padding: 1, bias: false); b1 = nn.BatchNorm2d(n); c2 = nn.Conv2d(n, n, 3, padding: 1, bias: false);
        b2 = nn.BatchNorm2d(n); RegisterComponents(); }
    public override Tensor forward(Tensor x) => F.relu(x + b2.call(c2.call(F.relu(b1.call(c1.call(x))))));
}
sealed class ResNet : nn.Module<Tensor, Tensor>
{
    readonly Sequential all = nn.Sequential(nn.Conv2d(3, 64, 3, padding: 1, bias: false), nn.BatchNorm2d(64), nn.ReLU(), new ConvBlock(64), new ConvBlock(64),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10));
    public ResNet() : base("resnet") => RegisterComponents();
    public override Tensor forward(Tensor x) => all.call(x);
}
sealed class CharLstm : nn.Module<Tensor, Tensor>
{
    readonly Embedding embedding = nn.Embedding(65, 64); readonly LSTM lstm = nn.LSTM(64, 256, batchFirst: true); readonly Linear head = nn.Linear(256, 65);
    public CharLstm() : base("lstm") => RegisterComponents();
    public override Tensor forward(Tensor x) => head.call(lstm.call(embedding.call(x)).Item1).view(-1, 65);
}
sealed class Block : nn.Module<Tensor, Tensor>
{
    readonly LayerNorm n1, n2; readonly Linear qkv, o, up, down; readonly int heads;
    public Block(int w, int h) : base("block")
    {
        heads = h; n1 = nn.LayerNorm(w, bias: false); n2 = nn.LayerNorm(w, bias: false);
        qkv = nn.Linear(w, 3 * w, hasBias: false); o = nn.Linear(w, w, hasBias: false); up = nn.Linear(w, 4 * w, hasBias: false); down = nn.Linear(4 * w, w, hasBias: false);
        RegisterComponents();
    }
    public override Tensor forward(Tensor x)
    {
        long b = x.shape[0], t = x.shape[1], w = x.shape[2];
        var p = qkv.call(n1.call(x)).split(w, 2).Select(s => s.view(b, t, heads, w / heads).transpose(1, 2)).ToArray();
        var y = F.scaled_dot_product_attention(p[0], p[1], p[2], is_casual: true);
        x = x + o.call(y.transpose(1, 2).reshape(b, t, w));
        return x + down.call(F.gelu(up.call(n2.call(x))));
    }
}
sealed class Gpt : nn.Module<Tensor, Tensor>
{
    readonly Embedding tokens, places; readonly Sequential blocks; readonly LayerNorm norm;
    public Gpt(int layers, int w, int h, int t) : base("gpt")
    {
        tokens = nn.Embedding(65, w); places = nn.Embedding(t, w); norm = nn.LayerNorm(w, bias: false);
        blocks = nn.Sequential(Enumerable.Range(0, layers).Select(_ => (nn.Module<Tensor, Tensor>)new Block(w, h)).ToList());
        RegisterComponents();
        using (no_grad()) foreach (var p in parameters()) if (p.dim() > 1) nn.init.normal_(p, 0, 0.02);
    }
    public override Tensor forward(Tensor x)
    {
        var e = tokens.call(x) + places.weight![TensorIndex.Slice(0, x.shape[1])];
        return F.linear(norm.call(blocks.call(e)), tokens.weight!).flatten(0, 1);
    }
}
