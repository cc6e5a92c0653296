namespace Nabla.Devices.Cpu;

/// <summary>One thread's part of a product: the loops around the micro-kernel. The depth is cut into blocks so that a strip of A stays in the
/// first-level cache; panels of B are packed, as many as the second level holds, or read in place where they lie well; A is read in place unless it
/// is transposed, or its rows would share cache lines' places, and used often.</summary>
internal unsafe struct GemmPart<T, L, F> where T : unmanaged where L : struct, ILane<L, T> where F : struct, IUnaryFormula
{
    // B stored [k, n] is packed for at least so many rows; for fewer where its rows lie on pages of their own.
    const int RowsToPack = 256, RowsToPackPages = 64, PageBytes = 4096;

    public GemmShape Shape;
    public T* A, B, C, Bias;
    public int Rows, Columns;
    public F Activation;

    /// <summary>All columns of B, packed already to the depth <see cref="PackedDepth"/>; or null.</summary>
    public T* Packed;
    public int PackedDepth;

    GemmTile<T> tile;
    GemmPanels<T> panels;
    byte* room;
    bool packA, copyA, packB;
    nint leadingA;
    byte* lastAhead;
    int rowsAhead;

    /// <summary>Computes the part.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public void Run()
    {
        int width = GemmPacking<T, L>.Width;
        room = GemmBuffer.Panels;
        bool pages = (long)Shape.LeadingB * sizeof(T) >= PageBytes;
        packB = Packed == null && (Shape.TransposeB || Rows >= (pages ? RowsToPackPages : RowsToPack));
        packA = Shape.TransposeA && Columns > width;
        copyA = !Shape.TransposeA && Columns > 2 * width && GemmPacking<T, L>.Collide(Shape);
        int blocks = (int)(((long)Shape.K * sizeof(T) + GemmBuffer.DepthBytes - 1) / GemmBuffer.DepthBytes);
        int depth = blocks < 2 ? Shape.K : ((Shape.K + blocks - 1) / blocks + 15) & ~15;
        int group = packB ? GemmBuffer.PanelBytes / Math.Max(1, depth * sizeof(T)) / width * width : Columns;
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
    [MethodImpl(AggressiveOptimization | NoInlining)] void Block(int j, int columns, int k, int depth)
    {
        panels = TakePanels(j, columns, k, depth);
        tile.Depth = depth;
        tile.LeadingC = Shape.LeadingC;
        tile.Add = Shape.Accumulate || k > 0;
        rowsAhead = RowsAhead(columns);
        tile.RowsAhead = rowsAhead - 1;
        T* bias = Bias != null && k == 0 ? Bias + j : null;
        leadingA = copyA ? GemmPacking<T, L>.Apart(depth) : Shape.LeadingA;
        int most = packA ? GemmPacking<T, L>.MostRows(GemmBuffer.StripBytes, depth) : copyA ? GemmKernels<T, L>.Height : Rows;
        for (int i = 0; i < Rows; i += most)
        {
            int rows = Math.Min(most, Rows - i);
            TakeRows(i, rows, k);
            Climb(i, rows, k, C + (nint)i * Shape.LeadingC + j, columns, bias, k + depth == Shape.K);
        }
    }

    /// <summary>Rows of the next strip of A to fetch with each panel, so that it is there when its turn comes.</summary>
    [MethodImpl(AggressiveInlining)] static int RowsAhead(int columns)
    {
        int panels = Math.Max(1, columns / GemmPacking<T, L>.Width);
        return (int)BitOperations.RoundUpToPowerOf2((uint)GemmCut.Pieces(GemmKernels<T, L>.Height, panels));
    }

    [MethodImpl(AggressiveInlining)] GemmPanels<T> TakePanels(int j, int columns, int k, int depth)
    {
        int width = GemmPacking<T, L>.Width;
        if (Packed != null) return GemmPanels<T>.Packed(Packed, PackedDepth, k, columns, width);
        nint leading = Shape.LeadingB;
        T* b = Shape.TransposeB ? B + j * leading + k : B + k * leading + j;
        if (!packB) return GemmPanels<T>.InPlace(b, leading, columns, width);
        if (Shape.TransposeB) GemmPacking<T, L>.Columns(b, leading, columns, depth, depth, (T*)room, (T*)GemmBuffer.Tile(room));
        else GemmPacking<T, L>.Rows(b, leading, columns, depth, (T*)room);
        return GemmPanels<T>.Packed((T*)room, depth, 0, columns, width);
    }

    /// <summary>Points the tile to rows of A, packed if they are to be.</summary>
    [MethodImpl(AggressiveInlining)] void TakeRows(int i, int rows, int k)
    {
        nint leading = Shape.LeadingA;
        tile.A = Shape.TransposeA ? A + k * leading + i : A + i * leading + k;
        tile.StepA = leading * sizeof(T);
        tile.RowA = leadingA * sizeof(T);
        if (!packA && !copyA) return;
        T* target = (T*)(packA ? GemmBuffer.Strips(room) : GemmBuffer.Strip(room));
        if (packA) GemmPacking<T, L>.Strips(tile.A, leading, rows, tile.Depth, target);
        else GemmPacking<T, L>.Apart(tile.A, leading, rows, tile.Depth, target, leadingA);
        tile.A = target;
    }

    /// <summary>Strip by strip of A.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] void Climb(int first, int rows, int k, T* c, int columns, T* bias, bool last)
    {
        for (int i = 0, height; i < rows; i += height, c += height * (nint)Shape.LeadingC)
        {
            height = GemmKernels<T, L>.Next(rows - i);
            if (packA) tile.StepA = (nint)GemmPacking<T, L>.Pitch(height) * sizeof(T);
            if (!Shape.TransposeA) Announce(first + i + height, k);
            fixed (GemmTile<T>* current = &tile) Sweep(current, height, c, columns, bias);
            if (last && typeof(F) != typeof(Identity)) GemmEdge<T, L>.Activate(Activation, c, Shape.LeadingC, height, columns);
            tile.A += packA ? GemmPacking<T, L>.Pitch(height) * tile.Depth : Shape.TransposeA ? height : height * leadingA;
        }
    }

    /// <summary>Has the strip that begins at a row fetched during the next sweep; where there is none, the present one again, which costs nothing.</summary>
    [MethodImpl(AggressiveInlining)] void Announce(int row, int k)
    {
        int rows = Math.Min(GemmKernels<T, L>.Height, Rows - row);
        tile.NextAhead = rows > 0 ? (nint)Shape.LeadingA * sizeof(T) : 0;
        tile.Ahead = (byte*)(rows > 0 ? A + row * (nint)Shape.LeadingA + k : tile.A);
        lastAhead = tile.Ahead + Math.Max(0, rows - rowsAhead) * tile.NextAhead;
    }

    /// <summary>One strip of A times every panel of the group.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] void Sweep(GemmTile<T>* current, int height, T* c, int columns, T* bias)
    {
        int width = GemmPacking<T, L>.Width, j = 0;
        T* zeros = (T*)GemmBuffer.Zeros(room), panel = panels.First;
        if (columns >= width)
        {
            var kernel = GemmKernels<T, L>.Choose(height, true, !Shape.TransposeA);
            current->StepB = panels.Step;
            for (; j + width <= columns; j += width, panel += panels.Next)
            {
                current->Start = bias != null ? bias + j : zeros;
                current->B = panel;
                current->C = c + j;
                kernel(current);
                byte* next = current->Ahead + rowsAhead * current->NextAhead;
                current->Ahead = next < lastAhead ? next : lastAhead;
            }
        }
        if (j == columns) return;
        current->StepB = panels.EdgeStep;
        current->Start = bias != null ? bias + j : zeros;
        current->B = panels.Edge;
        current->C = c + j;
        bool two = columns - j > L.Count;
        GemmEdge<T, L>.Run(GemmKernels<T, L>.Choose(height, two, !Shape.TransposeA), current, height, columns - j, (T*)GemmBuffer.Tile(room));
    }
}
