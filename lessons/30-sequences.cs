// Lesson 30. "Switching to sequence modeling": n-gram, MLP, RNN, LSTM, GRU and transformer read the same characters, and say the next one.
using System.Diagnostics;
using System.Globalization;
using Nabla.Generation;
using Nabla.Text;

var lesson = new Lesson("in a sequence what comes next may hang on what came long before: what counts is how a model remembers", args);

int steps = lesson.Pick(1000, 400), batch = 32, window = 36, often = steps / 10, prompts = lesson.Pick(200, 100);
Tokenizer tokenizer = CharacterTokenizer.FromText("\n ,-0123456789ADFJMNOSabcdefghijlmnoprstuvy");
int vocabulary = tokenizer.Count, days = new DateOnly(2050, 1, 1).DayNumber - new DateOnly(1950, 1, 1).DayNumber;

// An endless text: "14 March 1987 is 1987-03-14". The date is any of 36,525 in one of two forms; what comes after "is" follows from it to the last digit.
(string Question, string Answer) Line(RngReader draw)
{
    DateOnly date = new DateOnly(1950, 1, 1).AddDays((int)(draw.Uniform() * days));
    string question = date.ToString(draw.Uniform() < 0.5f ? "d MMMM yyyy" : "MMMM d, yyyy", CultureInfo.InvariantCulture);
    return (question + " is ", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "\n");
}

// Windows that begin with a line: what is read, what comes next, and what comes next inside an answer, where a perfect memory has loss 0.
(Tensor Read, Tensor Next, Tensor Answers) Windows(string part, long index, int count)
{
    var (read, next, answers) = (new int[count * window], new int[count * window], new int[count * window]);
    Array.Fill(answers, -1);
    for (int row = 0; row < count; row++)
    {
        RngReader draw = Rng.FromSeed(30).Fork(part).Fork((ulong)(index * count + row)).Reader();
        for (int at = -1; at < window;)
        {
            var (question, answer) = Line(draw);
            int[] tokens = tokenizer.Encode((at < 0 ? "\n" : "") + question + answer);
            for (int i = 0; i < tokens.Length; i++, at++)
            {
                int place = row * window + at;
                if (at >= 0 && at < window) next[place] = tokens[i];
                if (at >= 0 && at < window && i >= tokens.Length - answer.Length) answers[place] = tokens[i];
                if (at + 1 < window) read[place + 1] = tokens[i];
            }
        }
    }
    return (Tensor.From(read, [count, window]), Tensor.From(next, [count, window]), Tensor.From(answers, [count, window]));
}

Rng rng = Rng.FromSeed(1);
var gpt = new TransformerOptions(vocabulary, Layers: 2, Width: 64, Heads: 4) { ContextLength = 2 * window };
(string Name, LanguageModel Model, double Rate)[] models =
[
    ("n-gram, n = 6", new NgramModel(vocabulary, 6), 0),
    ("MLP on 8 characters", new MlpLanguageModel(vocabulary, context: 8, width: 256, rng), 3e-3),
    ("RNN", new RecurrentLanguageModel(RecurrentKind.Rnn, vocabulary, 192, rng), 3e-3),
    ("GRU", new RecurrentLanguageModel(RecurrentKind.Gru, vocabulary, 128, rng), 5e-3),
    ("LSTM", new RecurrentLanguageModel(RecurrentKind.Lstm, vocabulary, 128, rng), 5e-3),
    ("transformer", new Gpt(gpt, rng), 3e-3),
];
if (lesson.Quick) models = [.. models.Where(each => each.Name is not ("RNN" or "GRU"))];
var test = Windows("test", 0, 100);
var asked = Enumerable.Range(0, prompts).Select(i => Line(Rng.FromSeed(31).Fork((ulong)i).Reader())).ToArray();

// The loss of the next character in nats: of all, and inside answers.
(double All, double Answers) Judge(LanguageModel model) => Scope.Run(() => model.Call(test.Read)) is var logits ? (logits.CrossEntropyMean(test.Next).ToScalar(), logits.CrossEntropyMean(test.Answers).ToScalar()) : default;

// Everybody reads the same windows, once. The n-gram counts them, the others make a step on each batch.
void Train(LanguageModel model, double rate, Action<int> onStep)
{
    if (model is NgramModel counting)
    {
        for (int step = 0; step < steps; step++)
        {
            var (read, next, _) = Windows("train", step, batch);
            counting.Count(read.ToArray<int>(), next.ToArray<int>(), window);
        }
        counting.Settle();
        return;
    }
    var arena = new ParameterArena(model.Parameters);
    var (optimizer, clipping, schedule) = (new AdamW { WeightDecay = 0.01 }.For(arena), GradientClipping.ByNorm(1), new Warmup(50, new Cosine(steps - 50)));
    for (int step = 0; step < steps; step++)
    {
        Scope.Run(() =>
        {
            var (read, next, _) = Windows("train", step, batch);
            Tape.Differentiate(() => model.Call(read).CrossEntropyMean(next), step);
        });
        optimizer.Step(rate * schedule.At(step), clipping.Apply(arena).Scale);
        arena.ClearGradients();
        if ((step + 1) % often == 0) onStep(step + 1);
    }
}

var rows = new List<object[]>();
var curves = new Figure("The answer after \" is \": loss of a character") { XAxis = new("characters read"), YAxis = new("loss in answers [nats]", Scale.Log) { Min = 1e-3 }, Width = 760 };
foreach (var (name, model, rate) in models)
{
    var clock = Stopwatch.StartNew();
    var (seen, losses) = (new List<double>(), new List<double>());
    Train(model, rate, step => { seen.Add((double)step * batch * window); losses.Add(Judge(model).Answers); });
    double seconds = clock.Elapsed.TotalSeconds;
    var (all, answers) = Judge(model);
    var writer = Generator.OfLines(model, tokenizer);
    var written = writer.Write([.. asked.Select(line => line.Question)], new() { Temperature = 0, MostTokens = 12 });
    double right = asked.Zip(written, (line, text) => text.Text == line.Answer.TrimEnd() ? 1.0 : 0).Average();
    string sample = writer.Write("", new() { MostTokens = 40, TopP = 0.9, Seed = 4 }).Text;
    if (losses.Count == 0) curves.Line(name, [(double)often * batch * window, (double)steps * batch * window], [answers, answers], markers: false);
    else curves.Line(name, seen, losses);
    lesson.Measure($"{name}: loss", all);
    lesson.Measure($"{name}: answers", answers);
    lesson.Measure($"{name}: right", right);
    rows.Add([name, model is NgramModel counted ? $"{counted.Distinct:N0} counts" : $"{model.ParameterCount:N0}", all, answers, $"{right:P0}", seconds, sample]);
}
lesson.Table(["model", "parameters", "loss", "in answers", "dates right", "seconds", "it writes"], rows);
lesson.Save(curves, "answers");

string Found(string name) => $"{name} {lesson.Measured($"{name}: answers"):0.000} ({lesson.Measured($"{name}: right"):P0} of dates right)";
// Whoever sees nothing of the date has ln 36,525 nats to lose on the 11 characters of an answer; whoever sees the year alone, in the last 8 characters, ln 12 + ln 30.4.
lesson.Verdict($"after the same {(double)steps * batch * window:N0} characters, nats a character of the answer: {string.Join("; ", models.Select(each => Found(each.Name)))}. " +
    $"To see none of the date costs {Math.Log(days) / 11:0.000}, the year alone {(Math.Log(12) + Math.Log(days / 1200.0)) / 11:0.000}, all of it 0: the n-gram and the MLP cannot look further back, recurrent nets have to learn to hold on, the transformer looks.");
