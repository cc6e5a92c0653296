namespace Nabla.Data;

/// <summary>What the parts of an example are: what a trained model reads and says.</summary>
/// <param name="Inputs">The parts of an input.</param>
/// <param name="Targets">The parts of a target.</param>
public sealed record ExampleForm(IReadOnlyList<Field> Inputs, IReadOnlyList<Field> Targets)
{
    /// <summary>What an input is, where it is a row of numbers.</summary>
    /// <param name="path">The table that rows come from, for the message.</param>
    /// <exception cref="DataException">It is something else.</exception>
    internal RealField OneRow(string path) => Inputs is [RealField row] ? row
        : throw new DataException($"{path}: is a table of numbers, but the model reads {string.Join(" and ", Inputs)}.");
}
