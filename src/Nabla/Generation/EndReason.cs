namespace Nabla.Generation;

/// <summary>Why a sequence ended.</summary>
public enum EndReason
{
    /// <summary>It has the most tokens that were asked for.</summary>
    MostTokens,

    /// <summary>It wrote a stop string, which was cut off.</summary>
    StopString,

    /// <summary>It chose the token that ends a text.</summary>
    EndToken,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,
}
