namespace Nabla.Losses;

/// <summary>What a loss compares an output with.</summary>
public enum LossTarget
{
    /// <summary>Real numbers.</summary>
    Numbers,

    /// <summary>One of several classes, or tokens: the model has an output for each.</summary>
    Classes,

    /// <summary>One of two classes: the model has one output, whose sign tells them apart.</summary>
    TwoClasses,
}
