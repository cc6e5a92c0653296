namespace Nabla.Devices.Cpu;

/// <summary>A convolution as products of matrices (Chellapilla, Puri and Simard, "High performance convolutional neural networks for document
/// processing", 2006), without the matrix of patches in memory: a band of the picture is copied with zeros around it, patches of some places are packed
/// as panels of B, and the filters are A as they lie. Also the gradient of the input, which is a convolution with the filters turned over.</summary>
internal unsafe struct ConvolutionJob<T, L, F> : IChunked where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T> where F : struct, IUnaryFormula
{
    // The copied band stays in the second-level cache beside the panels.
    const int BandBytes = 256 * 1024;

    // So many places at least share a strip of the filters.
    const int LeastPlaces = 96;

    // Elements of work as Cut counts them: a multiply-add takes a thirtieth of one.
    const int PerElement = 32;

    /// <summary>x, a picture's group of channels after the other; the filters [outputs, depth] of each group; y.</summary>
    public T* X, Weight, Y, Bias;
    /// <summary>How x is read.</summary>
    public PaddedBand<T, L> Band;
    /// <summary>Outputs of a group, groups, and rows of y.</summary>
    public int Outputs, Groups, OutputHeight;
    public bool Accumulate;
    public F Activation;

    int bandRows, bands;
    Cut cut;

    readonly int Area => Band.KernelHeight * Band.KernelWidth;
    readonly int Depth => Band.Channels * Area;
    readonly bool IsLarge => (long)Area * GemmPacking<T, L>.Width > GemmBuffer.PanelBytes / sizeof(T);

    public void Start(int batch)
    {
        bandRows = Band.OutputRows(BandBytes / sizeof(T), OutputHeight);
        bands = (OutputHeight + bandRows - 1) / bandRows;
        bandRows = (OutputHeight + bands - 1) / bands;
        long units = (long)batch * Groups * bands;
        cut = Cut.Of(units, Math.Max(1, (long)bandRows * Band.OutputWidth * (Depth / PerElement + 1) * Outputs));
        WorkerTeam.Run(cut.Count, ref this);
    }

    [MethodImpl(AggressiveOptimization | NoInlining)] public void Run(int chunk)
    {
        // A filter so large that a panel of one channel does not fit the usual room gets room of its own.
        using Scratch<T> scratch = new(Band.Count(bandRows)), large = new(IsLarge ? (long)Area * GemmPacking<T, L>.Width : 0);
        fixed (T* copy = scratch.Span, own = large.Span)
        {
            T* panels = IsLarge ? own : (T*)GemmBuffer.Panels;
            // Workers share the job: each has a band of its own.
            PaddedBand<T, L> band = Band;
            band.Copy = copy;
            for (long unit = cut.First(chunk); unit < cut.End(chunk); unit++)
            {
                long part = unit / bands;
                int first = (int)(unit % bands) * bandRows, rows = Math.Min(bandRows, OutputHeight - first);
                if (rows <= 0) continue;
                band.Fill(X + part * band.Channels * band.Height * band.Width, first, rows);
                long area = (long)OutputHeight * band.OutputWidth;
                Multiply(band, panels, (int)(part % Groups), rows * band.OutputWidth, Y + part * Outputs * area + (long)first * band.OutputWidth);
            }
        }
    }

    /// <summary>All places of a band, some at a time.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)] readonly void Multiply(in PaddedBand<T, L> band, T* panels, int group, int places, T* y)
    {
        int area = Area, width = GemmPacking<T, L>.Width, leading = OutputHeight * band.OutputWidth;
        int channels = Math.Clamp(GemmBuffer.PanelBytes / sizeof(T) / LeastPlaces / area, 1, band.Channels);
        int most = Math.Max(1, GemmBuffer.PanelBytes / sizeof(T) / (channels * area) / width) * width;
        for (int place = 0; place < places; place += most)
        {
            int some = Math.Min(most, places - place);
            for (int c = 0; c < band.Channels; c += channels)
            {
                int taken = Math.Min(channels, band.Channels - c);
                PatchPacking<T, L>.Panels(band, c, taken, place, some, panels);
                GemmPart<T, L, Identity> part = new()
                {
                    Shape = new(Outputs, some, taken * area) { LeadingA = Depth, LeadingC = leading, Accumulate = Accumulate || c > 0 },
                    A = Weight + (long)group * Outputs * Depth + c * area, C = y + place, Rows = Outputs, Columns = some, Packed = panels, PackedDepth = taken * area,
                };
                part.Run();
            }
            if (Bias == null && typeof(F) == typeof(Identity)) continue;
            for (int output = 0; output < Outputs; output++)
                GemmEdge<T, L>.Finish(Activation, y + (long)output * leading + place, leading, 1, some, Bias == null ? null : Bias + group * Outputs + output, true);
        }
    }
}
