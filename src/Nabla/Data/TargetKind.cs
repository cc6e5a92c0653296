namespace Nabla.Data;

/// <summary>What the targets of a file hold.</summary>
public enum TargetKind
{
    /// <summary>As the file shows: classes if there is text, or few different whole numbers; values otherwise.</summary>
    Auto,
    /// <summary>Each different text or number is a class.</summary>
    Classes,
    /// <summary>Real numbers to predict.</summary>
    Values,
}
