namespace Nabla.Devices.Cpu;

/// <summary>Where the numbers of a recurrent layer lie: <see cref="RecurrentShape"/> with addresses.</summary>
internal readonly unsafe struct RecurrentMemory<T>(in RecurrentShape shape, T* rows, T* blocks, T* cells, int* lengths) where T : unmanaged
{
    readonly T* rows = rows, blocks = blocks, cells = cells;
    readonly int* lengths = lengths;

    public readonly RecurrentShape Shape = shape;
    public readonly int RowLeading = shape.RowLeading, BlockLeading = shape.BlockLeading;

    /// <summary>Elements from a row of one step to the same row of the next in its direction, and as much for cell states.</summary>
    public readonly nint Onward = Direction(shape) * shape.Batch * shape.RowLeading, OnwardCell = Direction(shape) * shape.Batch * shape.Hidden;

    static nint Direction(in RecurrentShape shape) => shape.Reverse ? -1 : 1;

    /// <summary>The hidden state that a step starts from.</summary>
    [MethodImpl(AggressiveInlining)] public T* Row(int time, int row) => rows + ((nint)(Shape.First + time) * Shape.Batch + row) * RowLeading;

    /// <summary>The cell state that a step starts from; null without one.</summary>
    [MethodImpl(AggressiveInlining)]
    public T* Cell(int time, int row) => cells == null ? null : cells + ((nint)(Shape.First + time) * Shape.Batch + row) * Shape.Hidden;

    /// <summary>The blocks of a step.</summary>
    [MethodImpl(AggressiveInlining)] public T* Blocks(int time, int row) => blocks + ((nint)time * Shape.Batch + row) * BlockLeading;

    /// <summary>Where an example's outputs lie that are [batch, time, hidden].</summary>
    [MethodImpl(AggressiveInlining)] public nint Output(int time, int row) => ((nint)row * Shape.Time + time) * Shape.Hidden;

    /// <summary>Whether an example has ended before this time.</summary>
    [MethodImpl(AggressiveInlining)] public bool HasEnded(int time, int row) => lengths != null && time >= lengths[row];
}
