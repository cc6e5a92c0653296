namespace Nabla.Metrics;

/// <summary>Makes a metric for what is right; an <see cref="ArgumentException"/> says why it does not fit.</summary>
/// <param name="targets">What the parts of a target are.</param>
public delegate Metric MetricMaker(IReadOnlyList<Field> targets);
