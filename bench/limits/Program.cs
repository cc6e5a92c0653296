// How near are products to the processor's multiply-adds, and kernels that memory sets the pace of to its copy? Each is alternated with its limit.
// usage: dotnet run -c Release --project bench/limits -- [ROUNDS [NAME]...]; NAME is part of a row's name
using System.Diagnostics;
using System.Runtime;
using Nabla.Cli.Benchmarks;
using Nabla.Devices;
using Nabla.Memory;
using Nabla.Operations;
using Nabla.Operations.Elementwise;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tensors;

const double BlockSeconds = 0.02;
const int Many = 10_000_000;

int rounds = args.Length > 0 ? int.Parse(args[0]) : 15;
CpuDevice.Threads = 1;
Rng rng = Rng.FromSeed(1);
Workload peak = FmaPeak.On(1);
Console.WriteLine($"{CpuDevice.Vectors}, one thread, {rounds} rounds\n{"",-44}{"GFLOP/s",10}{"peak",10}{"share",9}{"best",9}");
foreach (int size in new[] { 64, 96, 128, 256, 384, 512, 768, 1024, 1536, 2048 }) Product($"[{size}, {size}]·[{size}, {size}]", size, size, size);
Product("[128, 784]·[784, 512]", 128, 512, 784);
Product("[128, 784]·[512, 784]ᵀ", 128, 512, 784, transposeB: true);
Product("[128, 512]ᵀ·[128, 784]", 512, 784, 128, transposeA: true);
Product("[1024, 384]·[1536, 384]ᵀ", 1024, 1536, 384, transposeB: true);
Product("[1024, 1536]·[1536, 384]", 1024, 384, 1536);
Product("[1024, 1536]ᵀ·[1024, 384]", 1536, 384, 1024, transposeA: true);

Tensor long_ = Tensor.Normal([Many], rng.Fork(1)).Keep();
Action copy = () => Scope.Run(() => { long_.Copy(); });
// A copy reads what it overwrites too, which is not counted: what writes less, or in place, may pass it.
Console.WriteLine($"\n{"",-44}{"GB/s",10}{"copy",10}{"to copy",9}{"best",9}");
Memory("softmax, rows of 1,000", 2 * Many, () => Scope.Run(() => { long_.Reshape(Many / 1000, 1000).Softmax(); }));
Memory("layer norm, rows of 1,000", 2 * Many, () => Scope.Run(() => { long_.Reshape(Many / 1000, 1000).LayerNorm(); }));
Memory("gelu", 2 * Many, () => Scope.Run(() => { long_.Gelu(); }));
Memory("relu", 2 * Many, () => Scope.Run(() => { long_.Relu(); }));
Memory("sum", Many, () => Scope.Run(() => { long_.Sum(); }));
Parameter parameter = new(long_.Copy().Keep());
Optimizer adam = new AdamW().For(new ParameterArena([parameter]));
Nabla.Gradients.Tape.Differentiate(() => parameter.Value.Square().Mean());
Memory("AdamW", 7 * Many, () => adam.Step(1e-6));
Tensor row = Tensor.Normal([1, 784], rng.Fork(2)).Keep(), matrix = Tensor.Normal([784, 512], rng.Fork(3)).Keep();
Tensor same = Tensor.Zeros([784, 512]).Keep();
copy = () => Scope.Run(() => { same.Sum(); });
Memory("[1, 784]·[784, 512], against the sum of so many", 784 * 512, () => Scope.Run(() => { row.MatMul(matrix); }), 1);

void Product(string name, int m, int n, int k, bool transposeA = false, bool transposeB = false)
{
    if (!Wanted(name)) return;
    Tensor a = Tensor.Normal(transposeA ? [k, m] : [m, k], rng.Fork(10)).Keep(), b = Tensor.Normal(transposeB ? [n, k] : [k, n], rng.Fork(11)).Keep();
    Tensor left = transposeA ? a.Transpose() : a, right = transposeB ? b.Transpose() : b;
    Action work = () => Scope.Run(() => { left.MatMul(right); });
    Report(name, 2.0 * m * n * k / 1e9, work, peak.Flops!.Value / 1e9, peak.Step);
}

void Memory(string name, long numbers, Action work, int streams = 2)
{
    if (Wanted(name)) Report(name, numbers * 4 / 1e9, work, (streams == 1 ? 784 * 512 : 2L * Many) * 4 / 1e9, copy);
}

bool Wanted(string name) => args.Length < 2 || args[1..].Any(name.Contains);

// Medians over rounds of what a second does, and of the share in each round.
void Report(string name, double amount, Action work, double limitAmount, Action limit)
{
    WarmUp(work);
    WarmUp(limit);
    double[] rates = new double[rounds], limits = new double[rounds], shares = new double[rounds];
    for (int i = 0; i < rounds; i++)
    {
        double before = limitAmount / Block(limit);
        rates[i] = amount / Block(work);
        limits[i] = Math.Max(before, limitAmount / Block(limit));
        shares[i] = rates[i] / limits[i];
    }
    Console.WriteLine(FormattableString.Invariant($"{name,-44}{Median(rates),10:0.0}{Median(limits),10:0.0}{Median(shares),9:0.000}{shares.Max(),9:0.000}"));
}

// Until the JIT has nothing left to make quick: it waits for a tenth of a second without news.
void WarmUp(Action work)
{
    long compiled;
    do
    {
        compiled = JitInfo.GetCompiledMethodCount();
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < 0.3) work();
    }
    while (JitInfo.GetCompiledMethodCount() != compiled);
}

double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

// The middle time of a call in a block of them.
double Block(Action work)
{
    List<double> times = [];
    long begin = Stopwatch.GetTimestamp();
    do
    {
        long start = Stopwatch.GetTimestamp();
        work();
        times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
    while (times.Count < 3 || Stopwatch.GetElapsedTime(begin).TotalSeconds < BlockSeconds);
    times.Sort();
    return times[times.Count / 2];
}
