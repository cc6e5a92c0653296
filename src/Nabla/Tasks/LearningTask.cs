using Nabla.Features;

namespace Nabla.Tasks;

/// <summary>What is to be learnt: how many outputs a model needs, what is made small, how its answers are judged, and what a prediction is. Training,
/// run folder, console, report and search know a task by this class alone; a new one is a class of its own, and a line in <see cref="LearningTasks"/>
/// where data is to choose it.</summary>
/// <param name="name">What it is called: <c>classification</c>.</param>
/// <param name="inputs">What the parts of an input are.</param>
/// <param name="targets">What the parts of a target are.</param>
/// <param name="loss">What is made small.</param>
public abstract class LearningTask(string name, IReadOnlyList<Field> inputs, IReadOnlyList<Field> targets, Loss loss)
{
    // Of sequences, as many as keep what a layer puts out in the processor's caches, and the logits of a large vocabulary in bounds.
    const int UsualBatch = 500, MostPlaces = 4096, MostLogits = 1 << 23;

    /// <summary>What it is called.</summary>
    public string Name => name;

    /// <summary>What the parts of an input are.</summary>
    public IReadOnlyList<Field> Inputs => inputs;

    /// <summary>What the parts of a target are.</summary>
    public IReadOnlyList<Field> Targets => targets;

    /// <summary>What is made small.</summary>
    public Loss Loss => loss;

    /// <summary>How the loss was chosen, so that a file can say it.</summary>
    public LossChoice Choice { get => field ??= LossChoice.Of(loss); internal set; }

    /// <summary>How targets were scaled for training: measures and predictions are in the units of the data.</summary>
    public TargetScaling Scaling { get; set; } = TargetScaling.None;

    /// <summary>How many numbers a model puts out, for each place of a sequence where there are places.</summary>
    public abstract int Outputs { get; }

    /// <summary>What a model by name has to be made for.</summary>
    /// <exception cref="FormatException">No model by name reads such inputs.</exception>
    public virtual ModelTask ModelTask => inputs switch
    {
        [RealField numbers] => ModelTask.Numbers(numbers.Shape, Outputs),
        [TokenField tokens] => ModelTask.Sequence(tokens.Length, tokens.Vocabulary.Count, Outputs, tokens.Padding),
        _ => throw new FormatException($"No model by name reads {string.Join(" and ", inputs)}."),
    };

    /// <summary>The mean loss of a batch, one number: where training begins its way back.</summary>
    /// <param name="output">What the model said.</param>
    /// <param name="targets">What is right, part by part.</param>
    public virtual Tensor MeanLoss(Tensor output, ReadOnlySpan<Tensor> targets) => loss.Mean(output, targets[0]);

    /// <summary>How many targets of a batch count, labels and tokens but for those of −1: the mean of a loss is over so many.</summary>
    public virtual int CountOf(Batch batch) => targets is [LabelField or TokenField] ? Predictions.Counted(batch.Targets.Integers) : batch.Count;

    /// <summary>Numbers that a model says of an example; 0 where they are no more than its layers put out anyway.</summary>
    public virtual long LogitsPerExample => 0;

    /// <summary>How many examples are judged at once.</summary>
    public virtual int EvaluationBatch => inputs.OfType<TokenField>().Select(tokens => tokens.Length * inputs.Count).DefaultIfEmpty().Max() is var places and > 0
        ? (int)Math.Clamp(Math.Min(MostPlaces / places, MostLogits / Math.Max(1, Math.Max(LogitsPerExample, Outputs))), 1, UsualBatch) : UsualBatch;

    /// <summary>What is counted when a set is judged, from nothing on: the most telling first.</summary>
    public abstract IReadOnlyList<Metric> NewMetrics();

    /// <summary>What is counted besides; see <see cref="Metric.Choices"/>.</summary>
    public IReadOnlyList<MetricMaker> Besides { get; set; } = [];

    /// <summary>All that is counted when a set is judged.</summary>
    public IReadOnlyList<Metric> AllMetrics() => [.. NewMetrics(), .. Besides.Select(make => make(targets))];

    /// <summary>What <see cref="Score"/> is called.</summary>
    public virtual string ScoreName => "accuracy";

    /// <summary>How many targets of a batch of training were answered right, of how many; (0, 0) where nothing quick can be said. Leaves no garbage,
    /// because every step asks.</summary>
    public virtual (long Right, long Of) Score(Tensor output, Batch batch) => (0, 0);

    /// <summary>What a model says of the inputs of a batch, one prediction for each.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The inputs, as the model reads them.</param>
    public abstract IReadOnlyList<Prediction> Predict(Module model, Batch batch);

    /// <summary>What is right of an example, as predictions are written.</summary>
    public abstract string Truth(Dataset dataset, long index);

    /// <summary>A judgement in a few words: the most telling measure, and the loss.</summary>
    public virtual string Describe(Judgement judged) =>
        judged.Measures is [var first, ..] ? $"{first.Title} {first.Said}, loss {Measure.Short(judged.Loss)}" : $"loss {Measure.Short(judged.Loss)}";

    /// <summary>Refuses what a model says if it cannot be an answer.</summary>
    /// <exception cref="ArgumentException">The last axis has another extent than <see cref="Outputs"/>.</exception>
    public virtual void Check(Module model, Tensor output)
    {
        if (output.Rank > 0 && output.Shape[^1] != Outputs)
            throw new ArgumentException($"{model.Title} says {output.Shape}, but the data has {string.Join(" and ", targets)}, for which {Loss.GetType().Name} expects {Outputs} outputs: give the last layer as many.");
    }

    /// <summary>What a model says of the inputs of a batch, refused unless it is a row of <see cref="Outputs"/> numbers for each.</summary>
    private protected Tensor Answer(Module model, Batch batch)
    {
        Tensor output = model.Call(batch.InputTensors(model.Device));
        Check(model, output);
        return output.Count == (long)batch.Count * Outputs ? output
            : throw new ArgumentException($"{model.Title} says {output.Shape} of {batch.Count} examples, {name} expects [{batch.Count}, {Outputs}]: "
                + "give the model one row of outputs for each example.");
    }

    /// <summary>The task that data asks for.</summary>
    /// <param name="inputs">What the parts of an input are.</param>
    /// <param name="targets">What the parts of a target are.</param>
    /// <param name="loss">What is made small; null: what is usual for such targets.</param>
    /// <exception cref="FormatException">The loss does not fit the targets, or nothing is known that learns such data.</exception>
    /// <exception cref="DataException">There are fewer than two classes.</exception>
    public static LearningTask For(IReadOnlyList<Field> inputs, IReadOnlyList<Field> targets, LossChoice? loss = null)
        => LearningTasks.For(inputs, targets, loss ?? LossChoice.Auto);
}
