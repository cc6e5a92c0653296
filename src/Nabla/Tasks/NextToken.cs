namespace Nabla.Tasks;

/// <summary>Language: the token that follows each place of a text. Targets of −1 are left out.</summary>
public sealed class NextToken : LearningTask
{
    readonly TokenField text;

    NextToken(TokenField text, TokenField next, Loss loss) : base("next-token", [text], [next], loss) => this.text = text;

    internal static LearningTask? TryFor(IReadOnlyList<Field> inputs, IReadOnlyList<Field> targets, LossChoice loss) =>
        (inputs, targets) is ([TokenField text], [TokenField next]) && text.Length == next.Length && text.Vocabulary.Matches(next.Vocabulary)
            ? new NextToken(text, next, loss.For(next, new CrossEntropyLoss())) : null;

    /// <summary>One for each token.</summary>
    public override int Outputs => text.Vocabulary.Count;

    /// <inheritdoc/>
    public override long LogitsPerExample => (long)text.Length * Outputs;

    /// <inheritdoc/>
    public override ModelTask ModelTask => ModelTask.Language(text.Length, Outputs, text.Padding);

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> NewMetrics() => [new Surprise(this)];

    /// <summary>None: a language model goes on with a text.</summary>
    /// <exception cref="DataException">Always.</exception>
    public override IReadOnlyList<Prediction> Predict(Module model, Batch batch) =>
        throw new DataException("A language model goes on with a text: use TrainedModel.Generator, or nabla generate RUN --prompt TEXT.");

    /// <inheritdoc/>
    public override string Truth(Dataset dataset, long index) => throw new NotSupportedException("A language model goes on with a text: each of its tokens is right.");

    /// <inheritdoc/>
    public override string Describe(Judgement judged) =>
        judged["perplexity"] is { } perplexity ? $"loss {Measure.Short(Math.Log(perplexity))} nats per token, perplexity {Measure.Short(perplexity)}" : base.Describe(judged);

    /// <summary>How unsure a model is of text, in the units that are in use: the loss, but for its smoothing.</summary>
    sealed class Surprise(NextToken task) : Metric
    {
        readonly CrossEntropyLoss bare = new();
        readonly long[]? occurrences = task.text.Vocabulary is Tokenizer ? new long[task.text.Vocabulary.Count] : null;
        double sum;
        long counted;

        TextLength? Length => occurrences is not null && task.text.Vocabulary is Tokenizer tokenizer ? TextLength.Of(occurrences, tokenizer) : null;

        double Nats => sum / counted;

        public override IReadOnlyList<(string Name, long Count)> Counts
            => Length is { } length ? [("tokens", length.Tokens), ("characters", length.Characters), ("bytes", length.Bytes)] : [];

        public override IEnumerable<Measure> Measures => Length is { } length
            ? [Perplexity, Bits("token", length.Tokens, length), Bits("character", length.Characters, length), Bits("byte", length.Bytes, length)] : [Perplexity];

        Measure Perplexity => new("perplexity", Math.Exp(Nats));

        Measure Bits(string of, long count, TextLength length)
            => new($"bits_per_{of}", of == "token" ? Nats / Math.Log(2)
                : Nats / Math.Log(2) * length.Tokens / count) { Title = $"bits/{of}", IsRestated = true };

        public override void Add(Answers answers)
        {
            int count = task.CountOf(answers.Batch);
            if (count == 0) return;
            sum += count * (task.Loss is CrossEntropyLoss { Smoothing: > 0 } ? bare.Mean(answers.Output, answers.Batch.TargetTensor(device: answers.Output.Device)).ToScalar() : answers.Loss);
            counted += count;
            if (occurrences is null) return;
            foreach (int token in answers.Batch.Targets.Integers) if (token >= 0) occurrences[token]++;
        }
    }
}
