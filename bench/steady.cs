#:project ../src/Nabla/Nabla.csproj
#:property GenerateDocumentationFile=true
// Whether kernels stay as quick as they were: every formula, optimizer, reduction and cell, mixed, so many times in one process.
// usage: NABLA_SIMD=avx2 dotnet run -c Release bench/steady.cs [CALLS]; exit code 1 if a last hundred takes over 1.15 times as long as the first.
using System.Diagnostics;
using Nabla.Devices.Cpu;
using Nabla.Gradients;
using Nabla.Memory;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tensors;
using Formulas = Nabla.Operations.Elementwise;

const int Numbers = 1 << 14, Hundred = 100;
const double Most = 1.15;

int calls = args.Length > 0 ? int.Parse(args[0]) : 2000;
CpuDevice.Threads = 1;
Rng rng = Rng.FromSeed(1);
Tensor x = Tensor.Normal([Numbers], rng.Fork(0)).Keep(), positive = Tensor.Uniform([Numbers], rng.Fork(1), 0.5, 2).Keep(),
    b = Tensor.Uniform([Numbers], rng.Fork(2), 0.5, 2).Keep();
Tensor wide = positive.To(Nabla.Devices.DataType.Float64).Keep(), rows = x.Reshape(64, 256).Keep(), leaf = x.Copy().Keep().RequireGradient(),
    second = b.Copy().Keep().RequireGradient();
List<(string Name, Action Work)> all = [];

Formula("relu", t => t.Relu()); Formula("leaky relu", t => t.LeakyRelu()); Formula("elu", t => t.Elu()); Formula("gelu", t => t.Gelu()); Formula("gelu by tanh", t => t.GeluTanh());
Formula("silu", t => t.Silu()); Formula("sigmoid", t => t.Sigmoid()); Formula("tanh", t => t.Tanh()); Formula("softplus", t => t.Softplus()); Formula("exp", t => t.Exp());
Formula("abs", t => t.Abs()); Formula("square", t => t.Square()); Formula("power 2.5", t => t.Power(2.5)); Formula("clamp", t => t.Clamp(-1, 1)); Formula("sin", t => t.Sin());
Formula("cos", t => t.Cos()); Formula("log", t => t.Log()); Formula("sqrt", t => t.Sqrt()); Formula("reciprocal", t => t.Reciprocal());
Formula("tanh after scale", t => ElementwiseOperation.Apply(t, new Formulas.Then<Formulas.ScaleShift, Formulas.Tanh>(new(0.5, 1), new())));
Pair("a + b", (a, c) => a + c); Pair("a * b", (a, c) => a * c); Pair("a / b", (a, c) => a / c); Pair("maximum", (a, c) => a.Maximum(c)); Pair("a ^ b", (a, c) => a.Pow(c));

Work("sum", () => x.Sum()); Work("sum of rows", () => rows.Sum(1)); Work("sum of columns", () => rows.Sum(0)); Work("largest of rows", () => rows.Max(1));
    Work("variance", () => rows.Variance(false, 1));
Work("softmax", () => rows.Softmax()); Work("softmax of columns", () => rows.Softmax(0)); Work("log-softmax", () => rows.LogSoftmax()); Work("layer norm", () => rows.LayerNorm());
Work("transpose", () => rows.Transpose().Copy()); Work("conversion", () => x.To(Nabla.Devices.DataType.Float64));
    Work("dropout", () => Tape.Differentiate(() => leaf.Dropout(0.1, rng).Sum()));

Tensor weight = Tensor.Normal([64, 256], rng.Fork(3)).Keep(), bias = Tensor.Normal([64], rng.Fork(4)).Keep();
Work("linear, relu", () => rows.Linear(weight, bias, new Formulas.Relu())); Work("linear, gelu", () => rows.Linear(weight, bias, new Formulas.Gelu()));
    Work("linear, tanh", () => rows.Linear(weight, bias, new Formulas.Tanh()));
Work("linear, sigmoid", () => rows.Linear(weight, bias, new Formulas.Sigmoid())); Work("linear, silu", () => rows.Linear(weight, bias, new Formulas.Silu()));
    Work("product of a row", () => rows.Slice(0, 0, 1).MatMul(weight.Transpose().Copy()));
Tensor heads = Tensor.Normal([1, 32, 4, 32], rng.Fork(5)).Keep();
Work("attention", () => heads.Attention(heads, heads, causal: true)); Work("attention of one query", () => heads.Slice(1, 31, 1).Attention(heads, heads));
foreach (Module layer in new Module[] { new Lstm(32, 32, rng), new Gru(32, 32, rng), new Rnn(32, 32, rng) })
{
    Tensor steps = Tensor.Normal([4, 8, 32], rng.Fork(6)).Keep();
    Work(layer.GetType().Name, () => layer.Call(steps));
    Work($"{layer.GetType().Name}, with gradient", () => Tape.Differentiate(() => layer.Call(steps).Sum()));
}
foreach (OptimizerSettings settings in new OptimizerSettings[] { new Sgd(), new Momentum(), new Nesterov(), new Adagrad(), new RmsProp(), new RmsProp { Centered = true },
    new Adam(), new AdamW(), new Lion() })
{
    Parameter parameter = new(x.Copy().Keep());
    Optimizer optimizer = settings.For(new ParameterArena([parameter]));
    Tape.Differentiate(() => parameter.Value.Square().Mean());
    Work(settings.GetType().Name, () => optimizer.Step(1e-6));
}

var times = new double[all.Count, calls];
for (int call = 0; call < calls; call++)
    for (int i = 0; i < all.Count; i++)
    {
        long start = Stopwatch.GetTimestamp();
        Scope.Run(all[i].Work);
        times[i, call] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

int slower = 0;
Console.WriteLine($"{CpuDevice.Vectors}: {all.Count} kernels, {calls} calls each, mixed\n{"kernel",-34}{"first µs",10}{"last µs",10}{"ratio",8}");
for (int i = 0; i < all.Count; i++)
{
    double first = Quartile(i, 0), last = Quartile(i, calls - Hundred), ratio = last / first;
    if (ratio > Most) slower++;
    Console.WriteLine(FormattableString.Invariant($"{all[i].Name,-34}{first,10:0.0}{last,10:0.0}{ratio,8:0.00}{(ratio > Most ? "  slower" : "")}"));
}
Console.WriteLine($"{slower} of {all.Count} slower than {Most} times their first hundred calls");
return slower == 0 ? 0 : 1;

void Work(string name, Action work) => all.Add((name, work));

void Formula(string name, Func<Tensor, Tensor> formula)
{
    Work(name, () => formula(positive));
    Work($"{name}, with gradient", () => Tape.Differentiate(() => formula(second).Sum()));
    Work($"{name}, float64", () => formula(wide));
}

void Pair(string name, Func<Tensor, Tensor, Tensor> formula)
{
    Work(name, () => formula(positive, b));
    Work($"{name}, with gradient", () => Tape.Differentiate(() => formula(leaf, second).Sum()));
}

// Of a hundred calls, what a quarter of them stay below: the machine's other work does not count, the kernels' own does.
double Quartile(int kernel, int from) => Enumerable.Range(from, Hundred).Select(call => times[kernel, call]).Order().ElementAt(Hundred / 4);
