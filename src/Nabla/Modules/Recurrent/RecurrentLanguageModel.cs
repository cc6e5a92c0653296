namespace Nabla.Modules;

/// <summary>A language model that reads token by token and remembers in a recurrent network (Mikolov et al. 2010, "Recurrent neural network based
/// language model"): embedding, recurrent layers, and a linear layer to the logits.</summary>
public sealed partial class RecurrentLanguageModel : LanguageModel
{
    readonly Embedding embedding;
    readonly Recurrent recurrent;
    readonly Dropout? dropout;
    readonly Linear? head;

    /// <summary>A model with fresh weights.</summary>
    /// <param name="kind">The kind of recurrent layer.</param>
    /// <param name="vocabulary">How many tokens there are.</param>
    /// <param name="width">Units of a layer.</param>
    /// <param name="rng">The model's random source.</param>
    /// <param name="layers">Recurrent layers.</param>
    /// <param name="embeddingWidth">Numbers in a token's vector; the width by default.</param>
    /// <param name="dropout">The probability that an output of a recurrent layer is dropped in training.</param>
    /// <param name="tied">Whether the embedding is the weight of the last layer too, which then has no bias (Press and Wolf 2017, arXiv:1608.05859).</param>
    /// <exception cref="ArgumentException">The embedding is to be tied and has another width.</exception>
    public RecurrentLanguageModel(RecurrentKind kind, int vocabulary, int width, Rng rng, int layers = 1, int? embeddingWidth = null, double dropout = 0, bool tied = false)
    {
        int embedded = embeddingWidth ?? width;
        if (tied && embedded != width) throw new ArgumentException($"RecurrentLanguageModel: expected an embedding of width {width} to tie it to the last layer, got {embedded}: leave embeddingWidth out.");
        embedding = new Embedding(vocabulary, embedded, rng);
        recurrent = Recurrent.Of(kind, embedded, width, rng, new() { Layers = layers, Dropout = dropout });
        this.dropout = dropout > 0 ? new Dropout(dropout, rng) : null;
        head = tied ? null : new Linear(width, vocabulary, rng);
    }

    /// <inheritdoc/>
    public override int Vocabulary => embedding.Count;

    /// <summary>The recurrent layers.</summary>
    public Recurrent Layers => recurrent;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Logits(recurrent.Call(Embed(input)));

    /// <inheritdoc/>
    public override SequenceState Start(int batch) => new RecurrentSequenceState(batch) { Owner = this };

    /// <inheritdoc/>
    public override Tensor Continue(Tensor tokens, SequenceState state)
    {
        RecurrentSequenceState mine = Own<RecurrentSequenceState>(tokens, state);
        NamePaths();
        return Scope.Run(() =>
        {
            var (outputs, final) = recurrent.Call(Embed(tokens), lengths: null, mine.States);
            mine.Advance(tokens.Shape[1], final);
            return Logits(outputs);
        });
    }

    Tensor Embed(Tensor tokens) => tokens.Rank == 2 ? embedding.Call(tokens) : throw new ArgumentException($"{Title} expects tokens [batch, time], got {tokens.Shape}.");

    Tensor Logits(Tensor outputs)
    {
        if (dropout is not null) outputs = dropout.Call(outputs);
        return head is not null ? head.Call(outputs) : outputs.Linear(embedding.Weight.Value);
    }
}
