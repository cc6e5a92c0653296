namespace Nabla.Devices;

/// <summary>The sizes of one recurrent layer in one direction, and how its memory lies. Time comes first inside. A row holds the hidden state that a
/// step starts from, then the step's input; rows [time + 1, batch, <see cref="RowLeading"/>] and cell states [time + 1, batch, hidden] of step t lie
/// in block <see cref="First"/> + t, and what the step makes in the block that comes next in its direction. Blocks of gates are [time, batch,
/// <see cref="BlockLeading"/>], each block <paramref name="Hidden"/> wide.</summary>
/// <param name="Batch">Sequences side by side.</param>
/// <param name="Time">Steps.</param>
/// <param name="Inputs">Features of a step's input.</param>
/// <param name="Hidden">Units.</param>
/// <param name="Blocks">Numbers of a unit for each step, <see cref="IRecurrentCell.Blocks"/>.</param>
public readonly record struct RecurrentShape(int Batch, int Time, int Inputs, int Hidden, int Blocks)
{
    // Rows that begin on cache lines, and not all at the same place of a page: those would push each other out of the cache.
    const int Line = 16, Collision = 256;

    /// <summary>Whether the last step comes first.</summary>
    public bool Reverse { get; init; }

    /// <summary>Elements from one row to the next.</summary>
    public int RowLeading => Apart(checked(Hidden + Inputs));

    /// <summary>Elements from one row of gates to the next.</summary>
    public int BlockLeading => Apart(checked(Blocks * Hidden));

    /// <summary>Which of the time + 1 blocks the step of time 0 starts from.</summary>
    public int First => Reverse ? 1 : 0;

    /// <summary>Which block the very first step starts from.</summary>
    public int Initial => Reverse ? Time : 0;

    /// <summary>Which block the very last step leaves.</summary>
    public int Final => Reverse ? 0 : Time;

    /// <summary>The time of a step, counted from the one that comes first.</summary>
    public int TimeOf(int step) => Reverse ? Time - 1 - step : step;

    static int Apart(int count)
    {
        int lines = (count + Line - 1) / Line * Line;
        return lines % Collision == 0 ? lines + Line : lines;
    }
}
