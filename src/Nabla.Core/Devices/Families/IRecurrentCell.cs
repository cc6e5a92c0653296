namespace Nabla.Devices;

/// <summary>One step of a recurrent layer for one unit, written once over <see cref="IReal{R}"/>: the processor runs it over vectors of units. A unit
/// has up to four numbers for each step, called blocks because those of all units lie side by side in memory. A block changes its meaning on the way:
/// it comes to <see cref="Step"/> as a sum (weights times input and hidden state), leaves it as a gate, and leaves <see cref="Gradient"/> as the
/// slope of the sum.</summary>
/// <remarks>
/// The blocks, in the order of the parameters, and how many products with the hidden state feed them:
/// <code>
///        first         second        third                        fourth                      products
/// Rnn    sum → h                                                                              1
/// Lstm   i             f             g                            o                           4
/// Gru    r             z             n, of the input alone        n, of the hidden state      3, the last in a block of its own
/// </code>
/// A GRU multiplies r with the hidden state's part of n, so that part must not be added to the input's: where there is one block more than products,
/// the last product is not added to its gate's sum but is the last block. Its slope then comes last as well and that of its gate's sum first,
/// so that the slopes of all products lie side by side at the end, and one matrix product takes them all.
/// </remarks>
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

    /// <summary>Turns what the gates made into the slopes of the sums, given that of the hidden state; moves the slope of the cell state back by one
    /// step. Returns the slope of the hidden state before, but for what comes through products.</summary>
    R Gradient<R>(ref R first, ref R second, ref R third, ref R fourth, R hiddenBefore, R cellBefore, R cell, R dhidden, ref R dcell) where R : struct, IReal<R>;
}
