using Nabla.Text;

namespace Nabla.Training;

/// <summary>How unsure a model is of text, in the units that are in use.</summary>
/// <param name="Nats">The mean −log p of a token.</param>
/// <param name="Length">How long the text is that was judged.</param>
public sealed record LanguageMeasure(double Nats, TextLength Length)
{
    /// <summary>exp(nats): among how many equally likely tokens the model would be as unsure.</summary>
    public double Perplexity => Math.Exp(Nats);

    /// <summary>Bits per token.</summary>
    public double BitsPerToken => Nats / Math.Log(2);

    /// <summary>Bits per character of the text, whatever the tokens are.</summary>
    public double BitsPerCharacter => BitsPerToken * Length.Tokens / Length.Characters;

    /// <summary>Bits per byte of the text, whatever the tokens are.</summary>
    public double BitsPerByte => BitsPerToken * Length.Tokens / Length.Bytes;
}
