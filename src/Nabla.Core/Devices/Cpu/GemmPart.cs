using System.Runtime.CompilerServices;

namespace Nabla.Devices.Cpu;

/// <summary>
/// One thread's part of a product: the loops around the micro-kernel. B is packed into panels of a depth that lets a strip of A stay in the
/// first-level cache, as many as the second level holds; A is read in place unless it is transposed and used often.
/// </summary>
internal unsafe struct GemmPart<T, L, F> where T : unmanaged where L : struct, ILane<L, T> where F : struct, IUnaryFormula
{
    // Bytes of depth: 14 rows of them are 28 KiB.
    const int DepthBytes = 2048;

    // Fewer rows than this read B in place, if it lies along rows: packing would not pay.
    const int RowsToPack = 48;

    public GemmShape Shape;
    public T* A, B, C, Bias;
    public int Rows, Columns;
    public F Activation;

    GemmTile<T> tile;
    byte* room;
    bool packA, packB;

    /// <summary>Computes the part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run()
    {
        room = GemmBuffer.Panels;
        packB = Shape.TransposeB || Rows >= RowsToPack;
        packA = Shape.TransposeA && Columns > GemmPacking<T, L>.Width;
        int blocks = Math.Max(1, (Shape.K * sizeof(T) + DepthBytes - 1) / DepthBytes);
        int depth = ((Shape.K + blocks - 1) / blocks + 15) & ~15;
        int group = packB ? GemmBuffer.PanelBytes / Math.Max(1, depth * sizeof(T)) / GemmPacking<T, L>.Width * GemmPacking<T, L>.Width : Columns;
        for (int j = 0; j < Columns; j += group)
        {
            int columns = Math.Min(group, Columns - j), k = 0;
            do
            {
                Block(j, columns, k, Math.Min(depth, Shape.K - k));
                k += depth;
            }
            while (k < Shape.K);
        }
    }

    /// <summary>Adds one block of depth to a group of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Block(int j, int columns, int k, int depth)
    {
        T* b = Shape.TransposeB ? B + (nint)j * Shape.LeadingB + k : B + (nint)k * Shape.LeadingB + j, panels = (T*)room;
        if (!packB) panels = b;
        else if (Shape.TransposeB) GemmPacking<T, L>.Columns(b, Shape.LeadingB, columns, depth, panels, (T*)GemmBuffer.Tile(room));
        else GemmPacking<T, L>.Rows(b, Shape.LeadingB, columns, depth, panels);
        tile.Depth = depth;
        tile.LeadingC = Shape.LeadingC;
        tile.Add = Shape.Accumulate || k > 0;
        tile.RowA = (nint)Shape.LeadingA * sizeof(T);
        T* bias = Bias != null && k == 0 ? Bias + j : null;
        bool last = k + depth == Shape.K;
        for (int i = 0, height; i < Rows; i += height)
        {
            height = GemmKernels<T, L>.Next(Rows - i);
            TakeStrip(i, height, k);
            T* c = C + (nint)i * Shape.LeadingC + j;
            fixed (GemmTile<T>* current = &tile) Sweep(current, height, panels, c, columns, bias);
            if (last && typeof(F) != typeof(Identity)) GemmEdge<T, L>.Activate(Activation, c, Shape.LeadingC, height, columns);
        }
    }

    void TakeStrip(int i, int height, int k)
    {
        if (!Shape.TransposeA)
        {
            tile.A = A + (nint)i * Shape.LeadingA + k;
            return;
        }
        tile.A = A + (nint)k * Shape.LeadingA + i;
        tile.StepA = (nint)Shape.LeadingA * sizeof(T);
        if (!packA) return;
        T* strip = (T*)GemmBuffer.Strip(room);
        GemmPacking<T, L>.Strip(tile.A, Shape.LeadingA, height, tile.Depth, strip);
        tile.A = strip;
        tile.StepA = (nint)height * sizeof(T);
    }

    /// <summary>One strip of A times every panel of the group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Sweep(GemmTile<T>* current, int height, T* panels, T* c, int columns, T* bias)
    {
        int width = GemmPacking<T, L>.Width, j = 0;
        nint inPlace = (nint)Shape.LeadingB * sizeof(T);
        T* zeros = (T*)GemmBuffer.Zeros(room);
        if (columns >= width)
        {
            var kernel = GemmKernels<T, L>.Choose(height, true, !Shape.TransposeA);
            nint next = packB ? current->Depth * width : width;
            current->StepB = packB ? (nint)width * sizeof(T) : inPlace;
            for (; j + width <= columns; j += width, panels += next)
            {
                current->Start = bias != null ? bias + j : zeros;
                current->B = panels;
                current->C = c + j;
                kernel(current);
            }
        }
        if (j == columns) return;
        bool two = columns - j > L.Count;
        current->StepB = !packB ? inPlace : (nint)(two ? width : L.Count) * sizeof(T);
        current->Start = bias != null ? bias + j : zeros;
        current->B = panels;
        current->C = c + j;
        GemmEdge<T, L>.Run(GemmKernels<T, L>.Choose(height, two, !Shape.TransposeA), current, height, columns - j, (T*)GemmBuffer.Tile(room));
    }
}
