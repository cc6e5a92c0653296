// Lesson 17. "Weight decay": an L2 penalty whose μ_t falls with the learning rate; under Adam, a penalty in the loss is another thing than decay.
using Nabla.Metrics;

var lesson = new Lesson("weight decay makes weights small and helps generalisation; its μ decreases during training with the learning rate, unlike a fixed penalty", args);

int examples = 300, steps = lesson.Pick(1500, 500), batch = 50, seeds = lesson.Pick(3, 2);
double[] strengths = lesson.Pick<double[]>([0, 0.1, 0.3, 1, 3, 10], [0, 1, 3]);
const double Rate = 1e-3;
Dataset stream = Glyphs.Stream(seed: 0);
Dataset data = stream.Range(0, examples);
var (images, labels) = data.ToTensors();
var (testImages, testLabels) = stream.Range(1_000_000, 2000).ToTensors();

// The four forms that μ_t may take: in the loss or beside it, fixed or falling with the rate, which here goes to 0 as (T − t)/T.
// Beside the loss and fixed, θ ← θ − μθ has no rate in it: μ is that many times smaller. In the loss, Adam divides by the gradient's size: μ is compared with gradients.
(string Name, WeightDecayForm Form, double Unit)[] forms =
[
    ("in the loss, fixed", WeightDecayForm.Coupled, 0.01), ("in the loss, falling", WeightDecayForm.CoupledScheduled, 0.01),
    ("decoupled, fixed", WeightDecayForm.Decoupled, Rate), ("decoupled, falling", WeightDecayForm.DecoupledScheduled, 1),
];

(double TrainLoss, double TestLoss, double TestError, double Size) Train(WeightDecayForm form, double decay, long seed)
{
    Rng rng = Rng.FromSeed(seed);
    Linear first = new(784, 128, rng, Initializer.Kaiming), second = new(128, 10, rng);
    Sequential network = new(new Flatten(), first, new Relu(), second);
    var step = new TrainStep(network, new CrossEntropyLoss(), new Adam { WeightDecay = decay, DecayForm = form }.For(new ParameterArena(network.Parameters)))
    {
        LearningRate = Rate, Schedule = new LinearDecay(steps),
    };
    using var loader = new Loader(data, new Nabla.Data.Samplers.ShuffledSampler(examples, batch, seed));
    for (int i = 0; i < steps; i++)
    {
        loader.MoveNext();
        step.Accumulate(loader.Current, i);
        step.Update(i);
    }
    double trainLoss = 0, testLoss = 0, testError = 0, size = 0;
    Scope.Run(() =>
    {
        Tensor outputs = network.Call(testImages);
        trainLoss = network.Call(images).CrossEntropyMean(labels).ToScalar();
        (testLoss, testError) = (outputs.CrossEntropyMean(testLabels).ToScalar(), 1 - Predictions.Accuracy(outputs, testLabels.ToArray<int>()));
        size = Math.Sqrt((first.Weight.Value.Square().Sum() + second.Weight.Value.Square().Sum()).ToScalar());
    });
    return (trainLoss, testLoss, testError, size);
}

var rows = new List<object[]>();
var best = new Dictionary<string, (double Loss, double Error, double Size, double Strength)>();
var loss = new Figure("Test loss by strength") { XAxis = new("strength of decay (0 drawn at 0.03)", Scale.Log), YAxis = new("cross-entropy") };
var size = new Figure("Size of the weights") { XAxis = new("strength of decay (0 drawn at 0.03)", Scale.Log), YAxis = new("‖θ‖", Scale.Log) };
foreach (var (name, form, unit) in forms)
{
    var runs = strengths.Select(strength => Enumerable.Range(0, seeds).Select(seed => Train(form, strength * unit, seed)).ToArray()).ToArray();
    double[] places = [.. strengths.Select(strength => strength == 0 ? 0.03 : strength)];
    loss.Line(name, places, runs.Select(each => each.Average(run => run.TestLoss))).Band(name, places, runs.Select(each => each.Min(run => run.TestLoss)), runs.Select(each => each.Max(run => run.TestLoss)));
    size.Line(name, places, runs.Select(each => each.Average(run => run.Size)));
    for (int i = 0; i < strengths.Length; i++)
    {
        (double testLoss, double testError, double norm) = (runs[i].Average(run => run.TestLoss), runs[i].Average(run => run.TestError), runs[i].Average(run => run.Size));
        lesson.Measure($"{name}, {strengths[i]}: size", norm);
        lesson.Measure($"{name}, {strengths[i]}: test loss", testLoss);
        lesson.Measure($"{name}, {strengths[i]}: train loss", runs[i].Average(run => run.TrainLoss));
        rows.Add([name, strengths[i] * unit, runs[i].Average(run => run.TrainLoss), testLoss, testError, norm]);
        if (!best.TryGetValue(name, out var least) || testLoss < least.Loss) best[name] = (testLoss, testError, norm, strengths[i]);
    }
}
lesson.Table(["", "μ", "train loss", "test loss", "test error", "‖θ‖"], rows);
foreach (var (name, least) in best) lesson.Measure($"{name}: best test loss", least.Loss);
lesson.Save(new FigureGrid($"Adam on {examples} drawn digits") { loss, size }, "decay");
string Best(string name) => $"{best[name].Loss:0.000} ({best[name].Error * 100:0.0} % wrong)";
lesson.Verdict($"without decay the test loss is {lesson.Measured("decoupled, falling, 0: test loss"):0.000}; at its best strength, decay that falls with the rate brings it to {Best("decoupled, falling")}, fixed decay to {Best("decoupled, fixed")}, " +
    $"and L2 in Adam's loss to {Best("in the loss, falling")} falling, {Best("in the loss, fixed")} fixed. Decoupled, strength 1 takes ‖θ‖ from {lesson.Measured("decoupled, falling, 0: size"):0.0} to {lesson.Measured("decoupled, falling, 1: size"):0.0}, or to {lesson.Measured("decoupled, fixed, 1: size"):0.0} if it does not fall: " +
    "fixed decay goes on shrinking when the rate no longer lets gradients answer.");
