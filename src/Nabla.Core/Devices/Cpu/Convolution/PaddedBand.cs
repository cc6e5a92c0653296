namespace Nabla.Devices.Cpu;

/// <summary>A band of rows of a picture's channels, copied to where the filter may step over its edges: with zeros (or another number) around it, and each row dealt out
/// by the column's remainder of the stride, so that what one number of the filter meets along a row lies side by side.</summary>
internal unsafe struct PaddedBand<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    /// <summary>Channels, rows and columns of the picture, and elements from one channel to the next.</summary>
    public int Channels, Height, Width;
    /// <summary>Rows and columns of zeros before the picture; less than 0 leaves some of it out.</summary>
    public int PaddingY, PaddingX;
    /// <summary>From one row or column of the picture to the next, with zeros between them.</summary>
    public int SpreadY, SpreadX;
    /// <summary>The filter.</summary>
    public int KernelHeight, KernelWidth, StrideY, StrideX, DilationY, DilationX;
    /// <summary>Columns of the result.</summary>
    public int OutputWidth;
    /// <summary>What stands around the picture.</summary>
    public T Empty;
    /// <summary>The copy.</summary>
    public T* Copy;
    /// <summary>Elements from one channel of the copy to the next, as <see cref="Fill"/> laid it out.</summary>
    public nint Plane;

    /// <summary>Pictures of so many channels as a filter meets them.</summary>
    public static PaddedBand<T, L> Of(in ConvolutionShape shape, int channels) => new()
    {
        Channels = channels, Height = shape.Height, Width = shape.Width, PaddingY = shape.PaddingY, PaddingX = shape.PaddingX, SpreadY = 1, SpreadX = 1,
        KernelHeight = shape.KernelHeight, KernelWidth = shape.KernelWidth, StrideY = shape.StrideY, StrideX = shape.StrideX,
        DilationY = shape.DilationY, DilationX = shape.DilationX, OutputWidth = shape.OutputWidth,
    };

    /// <summary>Gradients of results of so many channels as a filter that is turned over meets them to give those of the pictures: with as many zeros
    /// between them as the stride left out.</summary>
    public static PaddedBand<T, L> OfGradient(in ConvolutionShape shape, int channels) => new()
    {
        Channels = channels, Height = shape.OutputHeight, Width = shape.OutputWidth, SpreadY = shape.StrideY, SpreadX = shape.StrideX,
        PaddingY = shape.DilationY * (shape.KernelHeight - 1) - shape.PaddingY, PaddingX = shape.DilationX * (shape.KernelWidth - 1) - shape.PaddingX,
        KernelHeight = shape.KernelHeight, KernelWidth = shape.KernelWidth, StrideY = 1, StrideX = 1,
        DilationY = shape.DilationY, DilationX = shape.DilationX, OutputWidth = shape.Width,
    };

    readonly int Columns => (OutputWidth - 1) * StrideX + (KernelWidth - 1) * DilationX + 1;
    readonly int Phase => (Columns + StrideX - 1) / StrideX;
    readonly nint Row => (nint)Phase * StrideX;

    /// <summary>Rows that so many rows of the result need.</summary>
    public readonly int Rows(int outputRows) => (outputRows - 1) * StrideY + (KernelHeight - 1) * DilationY + 1;

    /// <summary>Elements of a copy for so many rows of the result.</summary>
    public readonly long Count(int outputRows) => (long)Channels * Rows(outputRows) * Row;

    /// <summary>The most rows of the result, at least one, whose copy has at most so many elements.</summary>
    public readonly int OutputRows(long elements, int most)
    {
        long rows = elements / Math.Max(1, Channels * Row);
        return (int)Math.Clamp((rows - (KernelHeight - 1) * DilationY - 1) / StrideY + 1, 1, most);
    }

    /// <summary>Where the number (ky, kx) of the filter meets a channel at a place of the result, counted from the band's first row.</summary>
    [MethodImpl(AggressiveInlining)] public readonly T* At(int channel, int ky, int kx, int y, int x)
    {
        int column = kx * DilationX;
        return Copy + channel * Plane + (y * (nint)StrideY + ky * DilationY) * Row + column % StrideX * Phase + column / StrideX + x;
    }

    /// <summary>Elements from one row of the result to the next.</summary>
    public readonly nint Step => StrideY * Row;

    /// <summary>Copies what the result's rows from <paramref name="first"/> on need.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] public void Fill(T* picture, int first, int outputRows)
    {
        int rows = Rows(outputRows);
        Plane = rows * Row;
        T* target = Copy;
        for (int c = 0; c < Channels; c++, picture += (long)Height * Width)
            for (int i = 0; i < rows; i++, target += Row)
            {
                long row = (long)first * StrideY + i - PaddingY;
                bool isThere = row >= 0 && row % SpreadY == 0 && row / SpreadY < Height;
                if (!isThere) Clear(target, (int)Row);
                else if (SpreadX == 1 && StrideX == 1) Whole(picture + row / SpreadY * Width, target);
                else Dealt(picture + row / SpreadY * Width, target);
            }
    }

    // Whole vectors are written: what lies beyond is written after.
    [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Whole(T* source, T* target)
    {
        int first = Math.Clamp(PaddingX, 0, Columns), end = Math.Clamp(Width + PaddingX, first, Columns);
        Clear(target, first);
        source += first - PaddingX;
        for (int i = first; i < end; i += L.Count) L.Store(target + i, L.Load(source + i - first));
        Clear(target + end, (int)Row - end);
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Dealt(T* source, T* target)
    {
        Clear(target, (int)Row);
        if (StrideX == 1)
        {
            int skipped = Math.Max(0, (-PaddingX + SpreadX - 1) / SpreadX);
            for (int x = skipped, column = PaddingX + skipped * SpreadX; x < Width && column < Columns; x++, column += SpreadX) target[column] = source[x];
            return;
        }
        // Of one phase at a time: its columns lie a stride apart.
        for (int phase = 0; phase < StrideX; phase++, target += Phase)
        {
            int skipped = Math.Max(0, (PaddingX - phase + StrideX - 1) / StrideX);
            T* x = source + phase - PaddingX + (nint)skipped * StrideX;
            int count = Math.Min((Columns - phase + StrideX - 1) / StrideX, (Width + PaddingX - phase + StrideX - 1) / StrideX);
            for (int i = skipped; i < count; i++, x += StrideX) target[i] = *x;
        }
    }

    [MethodImpl(AggressiveInlining)] readonly void Clear(T* target, int count)
    {
        for (int i = 0; i < count; i += L.Count)
            if (count - i >= L.Count) L.Store(target + i, L.Broadcast(Empty));
            else L.StorePart(target + i, L.Broadcast(Empty), count - i);
    }
}
