namespace Nabla.Devices;

/// <summary>
/// One step of a recurrent layer for one unit, written once over <see cref="IReal{R}"/>: the processor runs it over vectors of units.
/// A unit has up to four numbers for each step, called blocks because those of all units lie side by side: first the sums that enter its gates,
/// then what the gates make of them, and in backward the slopes of the sums.
/// Where there is one block more than products with the hidden state, the last product is not added to the sum of its gate, but is the last block.
/// </summary>
public interface IRecurrentCell
{
    /// <summary>Numbers of a unit for each step: 1 to 4.</summary>
    static abstract int Blocks { get; }

    /// <summary>How many products with the hidden state before a unit takes, and with the input: the rows of its weights.</summary>
    static abstract int Products { get; }

    /// <summary>Whether a unit has a cell state besides its hidden state.</summary>
    static abstract bool HasCell { get; }

    /// <summary>Turns the sums into what the gates make of them; returns the hidden state and moves the cell state on.</summary>
    R Step<R>(ref R first, ref R second, ref R third, ref R fourth, R hiddenBefore, ref R cell) where R : struct, IReal<R>;

    /// <summary>
    /// Turns what the gates made into the slopes of the sums, given that of the hidden state; moves the slope of the cell state back by one step.
    /// Returns the slope of the hidden state before, but for what comes through products. With one block more than products the slope of the last gate's sum
    /// comes first and that of its product last, so that the slopes of all products lie side by side at the end.
    /// </summary>
    R Gradient<R>(ref R first, ref R second, ref R third, ref R fourth, R hiddenBefore, R cellBefore, R cell, R dhidden, ref R dcell) where R : struct, IReal<R>;
}
