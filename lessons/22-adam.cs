// Lesson 22. "Momentum + vectorized stepsize = ADAM": the formula of the paper, and what the slide's formula does when it is read to the letter.
var lesson = new Lesson("Adam steps by a moving average of gradients over the root of a moving average of their squares", args);

// The slide differs in two places: ε stands under the root, and 1/(1 − βᵗ) stands inside the recursion, so that each step divides what was divided before.
// γ is the slide's name for the share of the past in the average of squares.
(string Name, Adam Rule)[] forms =
[
    ("paper", new Adam()),
    ("ε under the root", new Adam { EpsilonUnderRoot = true }),
    ("slide", new Adam { EpsilonUnderRoot = true, CorrectionInsideRecursion = true }),
    ("slide, γ = 0.9", new Adam { EpsilonUnderRoot = true, CorrectionInsideRecursion = true, Beta2 = 0.9 }),
];

// How far each step goes, as a share of the learning rate, when the gradients are always the same: [step][gradient].
double[][] Steps(Adam rule, double[] gradients, int steps)
{
    var theta = new Parameter(Tensor.From(new double[gradients.Length]));
    var arena = new ParameterArena([theta]);
    var optimizer = rule.For(arena);
    var walked = new double[steps][];
    for (int t = 0; t < steps; t++)
    {
        double[] before = theta.Value.ToArray<double>();
        Tape.Differentiate(() => (theta.Value * Tensor.From(gradients)).Sum());
        optimizer.Step(learningRate: 1);
        arena.ClearGradients();
        walked[t] = [.. before.Zip(theta.Value.ToArray<double>(), (from, to) => from - to)];
    }
    return walked;
}

// And what that means for learning: drawn digits, a network of one hidden layer.
int batches = lesson.Pick(400, 100), seeds = lesson.Pick(5, 2);
var digits = Enumerable.Range(0, batches).Select(i => Glyphs.Stream(seed: 0).Range(64 * i, 64).ToTensors()).ToArray();

double[] Train(Adam rule, long seed)
{
    Rng rng = Rng.FromSeed(seed);
    Sequential model = new(new Flatten(), new Linear(784, 64, rng), new Relu(), new Linear(64, 10, rng));
    var arena = new ParameterArena(model.Parameters);
    var optimizer = rule.For(arena);
    return [.. digits.Select(batch =>
    {
        double loss = Tape.Differentiate(() => model.Call(batch.Input).CrossEntropyMean(batch.Target)).ToScalar();
        optimizer.Step(learningRate: 1e-3);
        arena.ClearGradients();
        return loss;
    })];
}

int horizon = lesson.Pick(2000, 300);
double[] sizes = [.. Enumerable.Range(0, 41).Select(i => Math.Pow(10, -12 + i * 0.3))];
var byTime = new Figure("Gradient 1 at every step") { XAxis = new("step", Scale.Log), YAxis = new("step / learning rate", Scale.Log) { Min = 1e-6, Max = 100 } };
var bySize = new Figure("First step, by gradient") { XAxis = new("gradient", Scale.Log), YAxis = new("step / learning rate", Scale.Log) { Max = 10 } };
var training = new Figure("One hidden layer on drawn digits") { XAxis = new("step"), YAxis = new("training loss", Scale.Log) };
var rows = new List<object[]>();
foreach (var (name, rule) in forms)
{
    double[] walked = [.. Steps(rule, [1], horizon).Select(step => step[0])];
    double[] first = Steps(rule, sizes, 1)[0];
    double[] moving = [.. walked.TakeWhile(step => step > 1e-7)];
    byTime.Line(name, Enumerable.Range(1, moving.Length), moving, markers: false);
    if (name != "slide, γ = 0.9") bySize.Line(name, sizes, first, markers: false);

    var losses = Enumerable.Range(0, seeds).Select(seed => Train(rule, seed)).ToArray();
    // Batches differ: means of ten steps.
    int[] shown = [.. Enumerable.Range(0, batches / 10).Select(i => 10 * i)];
    double[] Over(Func<IEnumerable<double>, double> of) => [.. shown.Select(at => of(losses.Select(run => run.AsSpan(at, 10).ToArray().Average())))];
    training.Line(name, shown, Over(Enumerable.Average), markers: false).Band(name, shown, Over(Enumerable.Min), Over(Enumerable.Max));

    lesson.Measure($"{name}: first step", walked[0]);
    lesson.Measure($"{name}: step 10", walked[9]);
    lesson.Measure($"{name}: last step", walked[^1]);
    lesson.Measure($"{name}: longest step", walked.Max());
    lesson.Measure($"{name}: way in all", walked.Sum());
    // The closed form for a gradient that stays: M/c₁ = g and G/c₂ = g² at every step, so that the step is g/(g + ε).
    lesson.Measure($"{name}: off the closed form", Math.Max(walked.Max(step => Math.Abs(step - 1 / (1 + 1e-8))), first.Zip(sizes, (step, g) => Math.Abs(step - g / (g + 1e-8))).Max()));
    lesson.Measure($"{name}: half step at", sizes.Zip(first).First(pair => pair.Second >= 0.5).First);
    rows.Add([name, walked[0], walked[1], walked[9], walked[^1], walked.Sum(), lesson.Measure($"{name}: loss", Over(Enumerable.Average)[^1])]);
}
lesson.Table(["form", "step 1", "step 2", "step 10", $"step {horizon}", "way in all", $"loss after {batches} steps"], rows);
lesson.Save(new FigureGrid("How far a step goes when the gradient stays the same") { byTime, bySize }, "steps");
lesson.Save(training, "training");

lesson.Verdict($"with a gradient that stays, the paper's Adam steps by the learning rate each time (off the closed form by {lesson.Measured("paper: off the closed form"):0.0e+0}); the slide's recursion, which corrects what is corrected, " +
    $"walks {lesson.Measured("slide: way in all"):0.00} learning rates in all {horizon:N0} steps and stands still: loss {rows[2][6]:0.00} against {rows[0][6]:0.00} (log 10 = 2.30 is guessing), and with γ = 0.9 its steps first grow {lesson.Measured("slide, γ = 0.9: longest step"):0}-fold. " +
    $"ε under the root only matters for gradients below √ε = 1e-4 (loss {rows[1][6]:0.00}).");
