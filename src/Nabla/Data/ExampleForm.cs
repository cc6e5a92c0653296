namespace Nabla.Data;

/// <summary>What the parts of an example are: what a trained model reads and says.</summary>
/// <param name="Inputs">The parts of an input.</param>
/// <param name="Targets">The parts of a target.</param>
public sealed record ExampleForm(IReadOnlyList<Field> Inputs, IReadOnlyList<Field> Targets);
