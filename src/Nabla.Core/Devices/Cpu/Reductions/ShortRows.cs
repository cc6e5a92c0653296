namespace Nabla.Devices.Cpu;

/// <summary>Extremes of rows far shorter than a vector: blocks of rows are turned over, so that each element of a vector has a row of its own.</summary>
internal static unsafe class ShortRows<T, L> where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    const int Block = 64, Longest = 4;

    /// <summary>Whether this is the quicker way.</summary>
    public static bool Fits(long rows, long columns) => columns <= Longest && columns > 0 && rows >= Block && L.Count > 1;

    /// <summary>y [rows] = the largest of each row of x [rows, columns], or its smallest.</summary>
    public static void Extremes(T* x, T* y, long rows, int columns, bool smallest) => Run(new() { X = x, Y = y, Rows = rows, Columns = columns, Smallest = smallest });

    /// <summary>y [rows] = the place of the largest of each row of x [rows, columns].</summary>
    public static void Places(T* x, int* y, long rows, int columns) => Run(new() { X = x, Positions = y, Rows = rows, Columns = columns });

    static void Run(Job job)
    {
        job.Cut = Cut.Of((job.Rows + Block - 1) / Block, Block * job.Columns);
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job : IChunked
    {
        public T* X, Y;
        public int* Positions;
        public long Rows;
        public int Columns;
        public bool Smallest;
        public Cut Cut;

        [SkipLocalsInit, MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            // Room for one vector more, because the last load may reach beyond.
            T* turned = stackalloc T[Longest * Block + 16];
            for (long block = Cut.First(chunk); block < Cut.End(chunk); block++)
            {
                long row = block * Block;
                int count = (int)Math.Min(Block, Rows - row);
                MatrixTranspose<T, L>.Run(X + row * Columns, Columns, turned, Block, Columns, count);
                for (int i = 0; i < count; i += L.Count)
                {
                    int some = Math.Min(L.Count, count - i);
                    if (Positions != null) ArgMaxKernel<T, L>.OfColumns(turned + i, Positions + row + i, Columns, Block, some);
                    else L.StorePart(Y + row + i, Extreme(turned + i), some);
                }
            }
        }

        [MethodImpl(AggressiveInlining)] readonly L Extreme(T* turned)
        {
            L extreme = L.Load(turned);
            for (int c = 1; c < Columns; c++)
                extreme = Smallest ? L.Min(extreme, L.Load(turned + c * Block)) : L.Max(extreme, L.Load(turned + c * Block));
            return extreme;
        }
    }
}
