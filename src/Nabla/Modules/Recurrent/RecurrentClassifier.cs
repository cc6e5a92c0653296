namespace Nabla.Modules;

/// <summary>Tells classes of token sequences apart: embedding, recurrent layers, and a linear layer on the last state, of both directions where there
/// are two. Tokens [batch, time] of Int32 → logits [batch, classes].</summary>
public sealed partial class RecurrentClassifier : Module
{
    readonly Embedding embedding;
    readonly Recurrent recurrent;
    readonly Dropout? dropout;
    readonly Linear head;
    readonly int? padding;

    /// <summary>A model with fresh weights.</summary>
    /// <param name="kind">The kind of recurrent layer.</param>
    /// <param name="vocabulary">How many tokens there are.</param>
    /// <param name="classes">Classes to tell apart.</param>
    /// <param name="width">Units of a layer in one direction.</param>
    /// <param name="rng">The model's random source.</param>
    /// <param name="padding">The token that fills shorter sequences up at their end; what follows a sequence's last other token is not read. None by default.</param>
    /// <param name="layers">Recurrent layers.</param>
    /// <param name="embeddingWidth">Numbers in a token's vector; the width by default.</param>
    /// <param name="dropout">The probability that an output of a recurrent layer is dropped in training.</param>
    /// <param name="bidirectional">Whether each layer also reads from the end.</param>
    public RecurrentClassifier(RecurrentKind kind, int vocabulary, int classes, int width, Rng rng, int? padding = null, int layers = 1, int? embeddingWidth = null, double dropout = 0, bool bidirectional = false)
    {
        if (padding < 0 || padding >= vocabulary) throw new ArgumentException($"RecurrentClassifier: expected a padding token of 0 to {vocabulary - 1}, got {padding}.");
        embedding = new Embedding(vocabulary, embeddingWidth ?? width, rng);
        recurrent = Recurrent.Of(kind, embedding.Width, width, rng, new() { Layers = layers, Dropout = dropout, Bidirectional = bidirectional });
        this.dropout = dropout > 0 ? new Dropout(dropout, rng) : null;
        head = new Linear(recurrent.Outputs, classes, rng);
        this.padding = padding;
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        IReadOnlyList<RecurrentState> final = recurrent.Call(embedding.Call(TokenLengths.Checked(input, Title)), padding is { } filler ? TokenLengths.Of(input, filler) : null).Final;
        Tensor last = recurrent.Directions == 1 ? final[^1].Hidden : Tensor.Concatenate([final[^2].Hidden, final[^1].Hidden], 1);
        return head.Call(dropout is null ? last : dropout.Call(last));
    }
}
