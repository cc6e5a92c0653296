using Nabla.Generation;

namespace Nabla.Tasks;

/// <summary>A sequence that becomes another: a source, and what is said so far, give the next token at each place of what is said. Targets of −1 are
/// left out.</summary>
public sealed class Translation : LearningTask
{
    readonly TokenField source;

    Translation(TokenField source, TokenField said, TokenField next, Loss loss) : base("translation", [source, said], [next], loss) => this.source = source;

    internal static LearningTask? TryFor(IReadOnlyList<Field> inputs, IReadOnlyList<Field> targets, LossChoice loss) =>
        (inputs, targets) is ([TokenField source, TokenField said], [TokenField next])
            && said.Length == next.Length && said.Vocabulary.Matches(next.Vocabulary) && source.Vocabulary.Matches(next.Vocabulary)
            ? new Translation(source, said, next, loss.For(next, new CrossEntropyLoss())) : null;

    /// <summary>One for each token.</summary>
    public override int Outputs => source.Vocabulary.Count;

    /// <inheritdoc/>
    public override long LogitsPerExample => (long)Targets[0].Size * Outputs;

    /// <inheritdoc/>
    public override ModelTask ModelTask => ModelTask.Translation(source.Length, Targets[0].Size, Outputs, source.Padding);

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> NewMetrics() => [new WholeMetric()];

    /// <inheritdoc/>
    public override IReadOnlyList<Prediction> Predict(Module model, Batch batch)
    {
        if (model is not EncoderDecoder translator || source.Vocabulary is not Tokenizer tokenizer)
            throw new NotSupportedException($"{model.Title} cannot say what a source becomes: an EncoderDecoder can, with the tokenizer of its texts.");
        var texts = new string[batch.Count];
        for (int i = 0; i < texts.Length; i++) texts[i] = source.TextOf(batch.Inputs[0].Integers.Slice(i * source.Length, source.Length));
        return [.. new Translator(translator, tokenizer).Write(texts).Select(said => new SaidPrediction(said))];
    }

    /// <inheritdoc/>
    public override string Truth(Dataset dataset, long index)
    {
        var target = new int[Targets[0].Size];
        dataset.Read(index, default, target);
        return source.TextOf(target);
    }
}
