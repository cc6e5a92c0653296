namespace Nabla.Devices.Cpu;

/// <summary>Writes what a filter meets at places of the result: a row for each number of the filter, in the order [channel, ky, kx], a column for each
/// place. The whole matrix of them is never in memory.</summary>
internal static unsafe class PatchPacking<T, L> where T : unmanaged where L : struct, ILane<L, T>
{
    /// <summary>So many places from <paramref name="place"/> on, of the channels from <paramref name="channel"/> on, as panels of B for the micro-kernels.
    /// Fewer elements than a vector's count are written beyond the last.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    public static void Panels(in PaddedBand<T, L> band, int channel, int channels, int place, int places, T* panels)
    {
        int width = GemmPacking<T, L>.Width, depth = channels * band.KernelHeight * band.KernelWidth;
        // Where a panel's columns come from: pieces of rows of the result.
        Piece* pieces = stackalloc Piece[width];
        for (int j = 0; j < places; j += width, panels += (nint)width * depth)
        {
            int columns = Math.Min(width, places - j), count = Pieces(band, place + j, columns, pieces);
            nint pitch = columns > L.Count ? width : L.Count;
            T* target = panels;
            for (int c = channel; c < channel + channels; c++)
                for (int ky = 0; ky < band.KernelHeight; ky++)
                    for (int kx = 0; kx < band.KernelWidth; kx++, target += pitch)
                    {
                        T* source = band.At(c, ky, kx, 0, 0);
                        if (count == 1 && pitch == width)
                        {
                            source += pieces->From;
                            L u = L.Load(source), v = L.Load(source + L.Count);
                            L.Store(target, u);
                            L.Store(target + L.Count, v);
                        }
                        else
                            for (Piece* piece = pieces; piece < pieces + count; piece++) Copy(source + piece->From, target + piece->Column, piece->Length);
                    }
        }
    }

    /// <summary>Rows of the matrix from <paramref name="row"/> on, at so many places, <paramref name="pitch"/> elements apart.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    public static void Rows(in PaddedBand<T, L> band, int row, int rows, int place, int places, T* target, nint pitch)
    {
        int area = band.KernelHeight * band.KernelWidth;
        int c = row / area, ky = row % area / band.KernelWidth, kx = row % band.KernelWidth;
        for (; rows > 0; rows--, target += pitch)
        {
            T* source = band.At(c, ky, kx, place / band.OutputWidth, place % band.OutputWidth);
            int left = band.OutputWidth - place % band.OutputWidth;
            for (int done = 0; done < places; )
            {
                int length = Math.Min(left, places - done);
                Copy(source, target + done, length);
                source += left - band.OutputWidth + band.Step;
                left = band.OutputWidth;
                done += length;
            }
            if (++kx < band.KernelWidth) continue;
            kx = 0;
            if (++ky < band.KernelHeight) continue;
            ky = 0;
            c++;
        }
    }

    struct Piece
    {
        public nint From;
        public int Column, Length;
    }

    static int Pieces(in PaddedBand<T, L> band, int place, int columns, Piece* pieces)
    {
        int count = 0;
        for (int column = 0; column < columns; count++)
        {
            int y = (place + column) / band.OutputWidth, x = (place + column) % band.OutputWidth, length = Math.Min(band.OutputWidth - x, columns - column);
            pieces[count] = new() { From = y * band.Step + x, Column = column, Length = length };
            column += length;
        }
        return count;
    }

    [MethodImpl(AggressiveInlining)] static void Copy(T* source, T* target, int length)
    {
        for (int i = 0; i < length; i += L.Count) L.Store(target + i, L.Load(source + i));
    }
}
