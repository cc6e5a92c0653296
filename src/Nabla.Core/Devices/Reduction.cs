namespace Nabla.Devices;

/// <summary>How many numbers become one.</summary>
public enum Reduction
{
    /// <summary>Their sum; 0 of none.</summary>
    Sum,
    /// <summary>Their mean.</summary>
    Mean,
    /// <summary>The largest; NaN if any is.</summary>
    Max,
    /// <summary>The smallest; NaN if any is.</summary>
    Min,
}
