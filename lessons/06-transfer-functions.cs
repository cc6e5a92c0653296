// Lesson 06. "Transfer functions": curves, slopes, and where the slope is gone; and the slide's leaky ReLU beside the usual one.
using Nabla.Devices;

var lesson = new Lesson("many transfer functions have regions without gradient, which initialisation must avoid; leaky ReLU has none", args);

(string Name, Func<Module> New)[] transfers =
    [("sigmoid", () => new Sigmoid()), ("tanh", () => new Tanh()), ("ReLU", () => new Relu()), ("leaky ReLU", () => new LeakyRelu(0.01)), ("GELU", () => new Gelu())];

// g(x), and its slope g'(x): the gradient of Σ g(x) in each x.
(double[] Value, double[] Slope) At(Module g, Tensor x)
{
    Tensor input = x.Copy().RequireGradient();
    double[] value = [];
    Tape.Differentiate(() =>
    {
        Tensor y = g.Call(input);
        value = y.ToArray<double>();
        return y.Sum();
    });
    return (value, input.Gradient!.ToArray<double>());
}

// What a unit sees is about normal: as wide as its weights make it. Flat is where the slope is below a thousandth.
int draws = lesson.Pick(200_000, 50_000);
Tensor normal = Tensor.Normal([draws], Rng.FromSeed(0), type: DataType.Float64);
double FlatShare(Module g, double deviation) => At(g, normal * deviation).Slope.Average(slope => Math.Abs(slope) < 1e-3 ? 1.0 : 0.0);

// Does it matter? Two hidden layers on digits, whose units start in a flat region: their biases are below 0. Accuracy on new digits.
var stream = Glyphs.Stream(seed: 0);
var (testImages, testLabels) = stream.Range(1_000_000, 1000).ToTensors();
(Tensor Images, Tensor Labels)[] batches = [.. Enumerable.Range(0, 300).Select(step => stream.Range(step * 64, 64).ToTensors())];
double Learn(Func<Module> g, float bias, long seed)
{
    Rng rng = Rng.FromSeed(seed);
    Linear first = new(784, 64, rng), second = new(64, 64, rng);
    Sequential network = new(new Flatten(), first, g(), second, g(), new Linear(64, 10, rng));
    var arena = new ParameterArena(network.Parameters);
    foreach (Linear layer in (Linear[])[first, second]) layer.Bias!.Value.CopyFrom<float>(Enumerable.Repeat(bias, 64).ToArray());
    var optimizer = new Adam().For(arena);
    foreach (var (images, labels) in batches)
    {
        Tape.Differentiate(() => network.Call(images).CrossEntropyMean(labels));
        optimizer.Step(learningRate: 1e-3);
        arena.ClearGradients();
    }
    int[] predicted = Scope.Run(() => network.Call(testImages).ArgMax()).ToArray<int>();
    return predicted.Zip(testLabels.ToArray<int>(), (a, b) => a == b ? 1.0 : 0.0).Average();
}

double[] places = [.. Enumerable.Range(-600, 1201).Select(i => i / 100.0)];
double[] deviations = [.. Enumerable.Range(0, lesson.Pick(31, 13)).Select(i => Math.Pow(10, -1 + 3.0 * i / lesson.Pick(30, 12)))];
float[] biases = lesson.Pick<float[]>([0, -1, -2, -4, -6, -8, -10], [0, -8]);
var curves = new Figure("Values") { XAxis = new("x"), YAxis = new("g(x)") { Min = -1.5, Max = 3 } };
var slopes = new Figure("Slopes") { XAxis = new("x"), YAxis = new("g'(x)") };
var flats = new Figure("Flat: |g'| < 1/1000") { XAxis = new("standard deviation of x", Scale.Log), YAxis = new("share of units") { Min = 0, Max = 1 } };
var learnt = new Figure("Learning from where it is flat") { XAxis = new("biases at the start"), YAxis = new("accuracy on new digits") { Min = 0, Max = 1 } };
var rows = new List<object[]>();
foreach (var (name, g) in transfers)
{
    var (value, slope) = At(g(), Tensor.From(places));
    curves.Line(name, places, value, markers: false);
    slopes.Line(name, places, slope, markers: false);
    flats.Line(name, deviations, deviations.Select(deviation => FlatShare(g(), deviation)), markers: false);
    double[] accuracies = [.. biases.Select(bias => lesson.Measure($"{name}: accuracy, bias {bias}", Enumerable.Range(1, lesson.Pick(3, 1)).Average(seed => Learn(g, bias, seed))))];
    learnt.Line(name, biases, accuracies);
    rows.Add([name, lesson.Measure($"{name}: steepest", slope.Max()), .. new[] { 1.0, 3, 10 }.Select(deviation => (object)lesson.Measure($"{name}: flat at {deviation}", FlatShare(g(), deviation))), .. accuracies.Cast<object>()]);
}
lesson.Table(["transfer", "steepest", "flat: x of deviation 1", "3", "10", .. biases.Select(bias => $"learns, bias {bias}")], rows);
lesson.Save(new FigureGrid("Five transfer functions") { curves, slopes, flats, learnt }, "transfer-functions");

// The slide writes leaky ReLU as ReLU(x) + αx: slopes 1 + α and α instead of 1 and α. With weights that keep the usual one's size
// (deviation √(2/(1 + α²))/√n), each layer makes it √(((1 + α)² + α²)/(1 + α²)) times as large.
int layers = lesson.Pick(50, 20), width = 256, seeds = lesson.Pick(5, 2);
Tensor input = Tensor.Normal([128, width], Rng.FromSeed(1).Fork("inputs"));
double[] Sizes(Func<Module> g, double gain)
{
    var sizes = new double[layers];
    for (int seed = 0; seed < seeds; seed++)
    {
        Rng rng = Rng.FromSeed(seed);
        Tensor x = input;
        for (int layer = 0; layer < layers; layer++)
        {
            x = g().Call(x.MatMul(new VarianceScaling(Fan.In, Gain: gain).Draw([width, width], rng.Fork((ulong)layer), DataType.Float32)));
            sizes[layer] += 0.5 * Math.Log(x.Square().Mean().ToScalar()) / seeds;
        }
    }
    return [.. sizes.Select(Math.Exp)];
}

var growth = new Figure("Signal through layers, weights for the usual leaky ReLU") { XAxis = new("layer"), YAxis = new("root mean square of the output", Scale.Log), Width = 760 };
var leaky = new List<object[]>();
foreach (double α in (double[])[0.01, 0.1, 0.3])
{
    double PerLayer(double[] sizes) => Math.Pow(sizes[^1] / sizes[0], 1.0 / (layers - 1));
    double[] usual = Sizes(() => new LeakyRelu(α), Gain.LeakyRelu(α)), slide = Sizes(() => new LectureLeakyRelu(α), Gain.LeakyRelu(α));
    growth.Line($"usual, α = {α}", Enumerable.Range(1, layers), usual, markers: false).Line($"slide's, α = {α}", Enumerable.Range(1, layers), slide, markers: false);
    // It is the usual one of slope α/(1 + α), 1 + α times as large: nothing else differs.
    double differs = (new LectureLeakyRelu(α).Call(normal) - (1 + α) * new LeakyRelu(α / (1 + α)).Call(normal)).Abs().Max().ToScalar();
    leaky.Add([α, lesson.Measure($"usual {α}: growth", PerLayer(usual)), lesson.Measure($"slide {α}: growth", PerLayer(slide)),
        lesson.Measure($"slide {α}: theory", Math.Sqrt(((1 + α) * (1 + α) + α * α) / (1 + α * α))), slide[^1] / usual[^1], lesson.Measure($"slide {α}: differs", differs)]);
}
lesson.Table(["α", "usual: × a layer", "slide's", "in theory", $"after {layers} layers", "differs from (1 + α) leaky(x, α/(1 + α))"], leaky);
lesson.Save(growth, "leaky");
string Flat(string name) => $"{name} {lesson.Measured($"{name}: flat at 10"):P0}";
double Learnt(string name) => lesson.Measured($"{name}: accuracy, bias -8");
lesson.Verdict($"of inputs of deviation 10, flat are: {string.Join(", ", transfers.Select(transfer => Flat(transfer.Name)))}. Started where they are flat (biases of −8), leaky ReLU gets {Learnt("leaky ReLU"):P0} of new digits right, the others at most {transfers.Where(transfer => transfer.Name != "leaky ReLU").Max(transfer => Learnt(transfer.Name)):P0}, which is chance. " +
    $"The slide's ReLU(x) + αx is (1 + α) times the usual leaky ReLU of slope α/(1 + α): with weights made for the usual one the signal grows {leaky[1][2]:0.000}-fold a layer at α = 0.1, {leaky[1][4]:N0}-fold in {layers} layers; at 0.01 {leaky[0][2]:0.000}-fold, {leaky[0][4]:0.0}-fold in all.");
