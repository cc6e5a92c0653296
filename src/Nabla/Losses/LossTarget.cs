namespace Nabla.Losses;

/// <summary>What a loss compares outputs with.</summary>
public enum LossTarget
{
    /// <summary>Numbers.</summary>
    Numbers,

    /// <summary>A class for each example, with an output for each class.</summary>
    Classes,

    /// <summary>One of two classes, judged by the sign of one output.</summary>
    TwoClasses,
}
