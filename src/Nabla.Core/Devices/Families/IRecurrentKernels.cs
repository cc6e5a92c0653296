namespace Nabla.Devices;

/// <summary>The steps of a recurrent layer, in the memory that <see cref="RecurrentShape"/> describes.</summary>
public interface IRecurrentKernels
{
    /// <summary>Rows hold the inputs and the initial hidden state, blocks the inputs' part of the sums, cells the initial cell state. Fills in the
    /// rest, and outputs y [batch, time, hidden].</summary>
    void Recur<C>(C cell, in RecurrentArguments arguments) where C : struct, IRecurrentCell;

    /// <summary>Walks the steps back: blocks become the slopes of the sums. dhidden and dcell [batch, hidden] hold those of the final state; dcell
    /// becomes that of the initial one, and dhidden what reaches the hidden state that the very first step starts from other than through its
    /// products.</summary>
    void RecurGradient<C>(C cell, in RecurrentArguments arguments) where C : struct, IRecurrentCell;
}

/// <summary>The operands of <see cref="IRecurrentKernels"/>.</summary>
/// <param name="Shape">The sizes.</param>
/// <param name="Weight">[products·hidden, hidden].</param>
/// <param name="Rows">Hidden states and inputs.</param>
/// <param name="Blocks">Sums, gates, or slopes.</param>
/// <param name="Cells">Cell states; absent where a unit has none.</param>
/// <param name="Lengths">[batch] of Int32: past its length an example keeps its state and its outputs are 0; may be absent.</param>
/// <param name="Bias">[hidden], of a product that is a block of its own; may be absent.</param>
/// <param name="Y">The outputs.</param>
/// <param name="Dy">Their gradients.</param>
/// <param name="Dhidden">The slope of the hidden state.</param>
/// <param name="Dcell">The slope of the cell state.</param>
public readonly record struct RecurrentArguments(RecurrentShape Shape, Region Weight, Region Rows, Region Blocks, Region Cells, Region Lengths,
    Region Bias = default, Region Y = default, Region Dy = default, Region Dhidden = default, Region Dcell = default);
