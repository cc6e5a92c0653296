namespace Nabla.Devices.Cpu;

/// <summary>The gradient of the filters: patches times the gradient of the result, summed over all places of all pictures. What the filter meets is A,
/// copied in rows of places; the gradient of the result is B. Sums [depth, outputs] of pieces of the batch are added in order.</summary>
internal unsafe struct FilterGradientJob<T, L> : IChunked where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    // Places of one product: B's panels for them and a strip of A stay in the caches.
    const int Places = 512;

    const int BandBytes = 256 * 1024, MostPieces = 16;

    // Multiply-adds that are worth a piece, and the elements that all pieces' sums may take.
    const double Grain = 1 << 22;
    const long MostSums = 1 << 24;

    /// <summary>x and dy, a picture's group after the other.</summary>
    public T* X, Dy;
    /// <summary>How x is read.</summary>
    public PaddedBand<T, L> Band;
    /// <summary>Outputs of a group, groups, rows of dy, and pictures.</summary>
    public int Outputs, Groups, OutputHeight, Batch;

    T* sums;
    int bandRows, bands, pieces, rowPieces;

    readonly int Depth => Band.Channels * Band.KernelHeight * Band.KernelWidth;
    readonly long Size => (long)Depth * Outputs;

    /// <summary>Computes the gradient [groups · outputs, depth], or adds it.</summary>
    public void Start(T* target, bool accumulate)
    {
        int most = Math.Clamp(Places / Band.OutputWidth, 1, OutputHeight);
        bandRows = Band.OutputRows(BandBytes / sizeof(T), most);
        bands = (OutputHeight + bandRows - 1) / bandRows;
        bandRows = (OutputHeight + bands - 1) / bands;
        double work = (double)Batch * OutputHeight * Band.OutputWidth * Size;
        long units = (long)Batch * bands;
        pieces = (int)Math.Clamp(Math.Min(Math.Min(work / Grain, MostPieces), MostSums / (Size * Groups)), 1, Math.Max(1, units));
        rowPieces = (int)Math.Clamp(Math.Min(work / Grain, MostPieces) / pieces / Groups, 1, Math.Max(1, Depth / 128));
        using Scratch<T> scratch = new(pieces * Groups * Size);
        fixed (T* room = scratch.Span)
        {
            sums = room;
            WorkerTeam.Run(Groups * pieces * rowPieces, ref this);
            Finish(target, accumulate);
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] public void Run(int chunk)
    {
        int rowPiece = chunk % rowPieces, piece = chunk / rowPieces % pieces, group = chunk / rowPieces / pieces;
        int row = (int)((long)Depth * rowPiece / rowPieces), end = (int)((long)Depth * (rowPiece + 1) / rowPieces);
        long units = (long)Batch * bands, unit = units * piece / pieces, last = units * (piece + 1) / pieces;
        T* sum = sums + ((long)piece * Groups + group) * Size;
        if (unit == last) new Span<T>(sum + (long)row * Outputs, (end - row) * Outputs).Clear();
        using Scratch<T> scratch = new(Band.Count(bandRows));
        fixed (T* copy = scratch.Span)
        {
            PaddedBand<T, L> band = Band;
            band.Copy = copy;
            for (bool add = false; unit < last; unit++)
            {
                int first = (int)(unit % bands) * bandRows, rows = Math.Min(bandRows, OutputHeight - first);
                if (rows <= 0) continue;
                long part = unit / bands * Groups + group;
                band.Fill(X + part * band.Channels * band.Height * band.Width, first, rows);
                T* dy = Dy + part * Outputs * OutputHeight * band.OutputWidth + (long)first * band.OutputWidth;
                for (int place = 0, places = rows * band.OutputWidth; place < places; place += Places, add = true)
                    Multiply(band, row, end, place, Math.Min(Places, places - place), dy + place, sum, add);
            }
        }
    }

    /// <summary>Some places' part of some rows of the sums.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    readonly void Multiply(in PaddedBand<T, L> band, int row, int end, int place, int places, T* dy, T* sum, bool add)
    {
        T* panels = (T*)GemmBuffer.Panels, strips = (T*)GemmBuffer.Strips((byte*)panels);
        nint leading = (nint)OutputHeight * band.OutputWidth, pitch = GemmPacking<T, L>.Apart(places);
        int width = GemmPacking<T, L>.Width, room = (places + L.Count - 1) / L.Count * L.Count, height = GemmKernels<T, L>.Height;
        int mostColumns = Math.Max(1, GemmBuffer.PanelBytes / sizeof(T) / room / width) * width;
        int mostRows = Math.Max(1, (GemmBuffer.StripBytes / sizeof(T) - L.Count) / (int)pitch / height) * height;
        for (int column = 0; column < Outputs; column += mostColumns)
        {
            int columns = Math.Min(mostColumns, Outputs - column);
            GemmPacking<T, L>.Columns(dy + column * leading, leading, columns, places, room, panels, (T*)GemmBuffer.Tile((byte*)panels));
            for (int i = row; i < end; i += mostRows)
            {
                int rows = Math.Min(mostRows, end - i);
                PatchPacking<T, L>.Rows(band, i, rows, place, places, strips, pitch);
                GemmPart<T, L, Identity> part = new()
                {
                    Shape = new(rows, columns, places) { LeadingA = (int)pitch, LeadingC = Outputs, Accumulate = add },
                    A = strips, C = sum + (long)i * Outputs + column, Rows = rows, Columns = columns, Packed = panels, PackedDepth = room,
                };
                part.Run();
            }
        }
    }

    /// <summary>Adds the pieces' sums in order and turns them over.</summary>
    readonly void Finish(T* target, bool accumulate)
    {
        long count = Groups * Size;
        for (int piece = 1; piece < pieces; piece++) Add(sums, sums + piece * count, count);
        for (int group = 0; group < Groups; group++)
        {
            T* from = sums + group * Size, to = target + group * Size;
            if (!accumulate)
            {
                MatrixTranspose<T, L>.Run(from, Outputs, to, Depth, Outputs, Depth);
                continue;
            }
            using Scratch<T> turned = new(Size);
            fixed (T* other = turned.Span)
            {
                MatrixTranspose<T, L>.Run(from, Outputs, other, Depth, Outputs, Depth);
                Add(to, other, Size);
            }
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] static void Add(T* to, T* other, long count)
    {
        long i = 0;
        for (; i <= count - L.Count; i += L.Count) L.Store(to + i, L.Load(to + i) + L.Load(other + i));
        if (i < count) L.StorePart(to + i, L.LoadPart(to + i, (int)(count - i)) + L.LoadPart(other + i, (int)(count - i)), (int)(count - i));
    }
}
