namespace Nabla.Devices.Cpu;

/// <summary>How a step of a recurrent layer is cut for the team, by its size alone: into pieces of units, and of rows where units are few.</summary>
internal readonly struct RecurrentCut
{
    // Multiply-adds in a chunk: some 10 microseconds, because all wait for each other after every step.
    const double Grain = 1 << 19, MostChunks = 32;

    const int RowsPerPiece = 64;

    readonly int batch, hidden, width, unitPieces, rowPieces;

    /// <summary>Cuts a step of so many products into pieces of whole panels of <paramref name="width"/> columns.</summary>
    public RecurrentCut(in RecurrentShape shape, int products, int width)
    {
        (batch, hidden, this.width) = (shape.Batch, shape.Hidden, width);
        int wanted = (int)Math.Clamp((double)batch * hidden * hidden * products / Grain, 1, MostChunks);
        unitPieces = Math.Min(wanted, GemmCut.Pieces(hidden, width));
        rowPieces = Math.Clamp(wanted / unitPieces, 1, Math.Max(1, batch / RowsPerPiece));
    }

    /// <summary>How many chunks there are.</summary>
    public int Chunks => unitPieces * rowPieces;

    /// <summary>The units of a chunk.</summary>
    [MethodImpl(AggressiveInlining)] public (int First, int End) Units(int chunk) => GemmCut.Piece(chunk % unitPieces, unitPieces, hidden, width);

    /// <summary>The rows of a chunk.</summary>
    [MethodImpl(AggressiveInlining)] public (int First, int End) Rows(int chunk) => GemmCut.Piece(chunk / unitPieces, rowPieces, batch, 1);
}
