// Lesson 07. "Training a neural network": forward pass, evaluation, backward pass, update: on one small batch with its numbers, and timed on a large one.
using System.Diagnostics;

var lesson = new Lesson("training repeats four stages: forward pass, evaluation of the loss, backward pass by the chain rule, update against the gradient", args);

// The slide's network f(X) = W g(VX) with two inputs, three hidden units, two outputs; g is tanh, ℓ(f, Y) = ½‖f − Y‖². Columns are examples, as on the slide.
Tensor Matrix(int rows, int columns, params double[] values) => Tensor.From(values, [rows, columns]);
Tensor X = Matrix(2, 1, 1.0, -0.5), Y = Matrix(2, 1, 0.5, -1);
Tensor V = Matrix(3, 2, 0.5, -1, 1, 0.25, -0.75, 0.5).RequireGradient(), W = Matrix(2, 3, 1, -0.5, 0.5, 0.25, 1, -1).RequireGradient();
string Show(Tensor x) => "[" + string.Join(", ", x.Contiguous().ToArray<double>().Select(value => value.ToString("0.0000"))) + "]";

Tape tape = Tape.Start();
Tensor H = V.MatMul(X).Tanh(), f = W.MatMul(H);
Console.WriteLine($"  1 forward     H = g(VX) = {Show(H)}, f = WH = {Show(f)}");
Tensor loss = (f - Y).Square().Sum() * 0.5;
double before = loss.ToScalar();
Console.WriteLine($"  2 evaluation  ℓ = ½‖f − Y‖² = {before:0.0000}");

// By the slides' formulas: ∂ℓ/∂W = ∂ℓ/∂f·g(VX)ᵀ; ∂ℓ/∂V = (Wᵀ·∂ℓ/∂f ⊙ g′(VX))·Xᵀ, with g′ = 1 − g² for tanh. The tape pauses: this is arithmetic, not the network.
var (byHandW, byHandV) = Tape.Pause(() =>
{
    Tensor slope = f - Y;
    return (slope.MatMul(H.Transpose()).Keep(), (W.Transpose().MatMul(slope) * (1 - H.Square())).MatMul(X.Transpose()).Keep());
});
tape.Backward(loss);
Console.WriteLine($"  3 backward    ∂ℓ/∂W = {Show(W.Gradient!)}, ∂ℓ/∂V = {Show(V.Gradient!)}");
double Difference(Tensor a, Tensor b) => (a - b).Abs().Max().ToScalar();
double differs = lesson.Measure("formulas against tape", Math.Max(Difference(byHandW, W.Gradient!), Difference(byHandV, V.Gradient!)));

// As the slide orders it, W·∂ℓ/∂f·g′(VX)·Xᵀ: a [2, 3] matrix times a [2, 1] column has no meaning.
string slip = "it would be defined";
try { W.MatMul(Y); }
catch (ArgumentException error) { slip = error.Message; }
lesson.Measure("the slide's order fits", slip == "it would be defined" ? 1 : 0);

const double Rate = 0.1;
Tensor nextW = W.Detach() - W.Gradient! * Rate, nextV = V.Detach() - V.Gradient! * Rate;
double after = ((nextW.MatMul(nextV.MatMul(X).Tanh()) - Y).Square().Sum() * 0.5).ToScalar();
lesson.Measure("loss before", before);
lesson.Measure("loss after", after);
double predicted = before - Rate * (W.Gradient!.Square().Sum() + V.Gradient!.Square().Sum()).ToScalar();
lesson.Measure("loss by the gradient", predicted);
Console.WriteLine($"  4 update      θ ← θ − {Rate}·∇: ℓ = {after:0.0000} (a straight line would say {predicted:0.0000})\n");

// The same four stages of a network of 784-512-512-10 on 128 digits, timed one by one.
int repeats = lesson.Pick(200, 30);
Rng rng = Rng.FromSeed(0);
Sequential network = new(new Flatten(), new Linear(784, 512, rng), new Relu(), new Linear(512, 512, rng), new Relu(), new Linear(512, 10, rng));
var arena = new ParameterArena(network.Parameters);
var optimizer = new AdamW().For(arena);
var (images, labels) = Glyphs.Stream(seed: 0).Range(0, 128).ToTensors();
string[] stages = ["forward", "evaluation", "backward", "update"];
double[][] times = [.. stages.Select(_ => new double[repeats])];
double[] processor = new double[stages.Length]; // of all threads: what other programs do meanwhile does not count
for (int i = 0; i < repeats; i++)
{
    Scope.Run(() =>
    {
        var clock = Stopwatch.StartNew();
        double last = 0, used = Environment.CpuUsage.TotalTime.TotalMilliseconds;
        void Lap(int stage)
        {
            double now = Environment.CpuUsage.TotalTime.TotalMilliseconds;
            processor[stage] += (now - used) / repeats;
            used = now;
            times[stage][i] = clock.Elapsed.TotalMilliseconds - last;
            last = clock.Elapsed.TotalMilliseconds;
        }
        Tape recording = Tape.Start();
        Tensor outputs = network.Call(images);
        Lap(0);
        Tensor mean = outputs.CrossEntropyMean(labels);
        Lap(1);
        recording.Backward(mean);
        Lap(2);
        optimizer.Step(learningRate: 1e-3);
        arena.ClearGradients();
        Lap(3);
        return true;
    });
}
double[] medians = [.. times.Select(each => each.Order().ElementAt(repeats / 2))];
double total = medians.Sum();
lesson.Table(["stage", "ms", "share"], stages.Select((stage, i) => (object[])[stage, medians[i], $"{medians[i] / total:P0}"]));
for (int i = 0; i < stages.Length; i++) lesson.Measure($"{stages[i]}: processor ms", processor[i]);
lesson.Save(new Figure("One step on 128 digits, 784-512-512-10") { XAxis = new("stage"), YAxis = new("time [ms]"), Width = 480 }.Bars("median", stages, medians), "stages");
lesson.Verdict($"one update brings ℓ from {before:0.000} to {after:0.000}; the slides' chain rule gives the tape's gradients {(differs == 0 ? "to the last bit" : $"to {differs:0e0}")}, once the factors of ∂ℓ/∂V stand in an order that fits: (Wᵀ ∂ℓ/∂f ⊙ g′(VX)) Xᵀ. " +
    $"On a larger batch backward takes {medians[2] / medians[0]:0.0} times as long as forward, and evaluation next to nothing ({medians[1] / total:P0}).");
