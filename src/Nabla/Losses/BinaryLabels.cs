namespace Nabla.Losses;

/// <summary>How the two classes are written in the target.</summary>
public enum BinaryLabels
{
    /// <summary>0 and 1, as in data sets and on the slide "Logistic regression with gradient descent".</summary>
    ZeroOne,

    /// <summary>−1 and 1, as on the slide "Linear classifier".</summary>
    PlusMinusOne,
}
