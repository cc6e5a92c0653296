namespace Nabla.Features;

/// <summary>Points that rows are compared with. Kept feature by feature, sixteen or so side by side, so that one load serves as many centers, and
/// differences are squared directly: a row at a center has distance 0 exactly.</summary>
sealed class Centers
{
    readonly int size, padded;
    readonly float[] columns;

    /// <summary>Takes <paramref name="count"/> points of <paramref name="size"/> numbers, row-major.</summary>
    public Centers(ReadOnlySpan<float> points, int count, int size)
    {
        (Count, this.size) = (count, size);
        padded = (count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        columns = new float[checked(padded * size)];
        for (int i = 0; i < count; i++)
            for (int k = 0; k < size; k++) columns[k * padded + i] = points[i * size + k];
    }

    /// <summary>How many points there are.</summary>
    public int Count { get; }

    /// <summary>The length that rows of distances have: <see cref="Count"/> rounded up to whole vectors.</summary>
    public int Stride => padded;

    /// <summary>Squared distances ‖x − c‖² of rows to all centers, four rows at a time; each row's in <see cref="Stride"/> numbers.</summary>
    public void Distances(ReadOnlySpan<float> rows, int count, Span<float> distances)
    {
        for (int row = 0; row < count; row += 4)
        {
            // Rows beyond the last repeat it, and their distances are not written.
            int last = count - 1;
            var a = Row(rows, row);
            var b = Row(rows, Math.Min(row + 1, last));
            var c = Row(rows, Math.Min(row + 2, last));
            var d = Row(rows, Math.Min(row + 3, last));
            for (int at = 0; at < padded; at += Vector<float>.Count)
            {
                Vector<float> sumA = default, sumB = default, sumC = default, sumD = default;
                for (int k = 0; k < size; k++)
                {
                    var center = new Vector<float>(columns, k * padded + at);
                    Vector<float> toA = center - new Vector<float>(a[k]), toB = center - new Vector<float>(b[k]);
                    Vector<float> toC = center - new Vector<float>(c[k]), toD = center - new Vector<float>(d[k]);
                    sumA = Vector.MultiplyAddEstimate(toA, toA, sumA);
                    sumB = Vector.MultiplyAddEstimate(toB, toB, sumB);
                    sumC = Vector.MultiplyAddEstimate(toC, toC, sumC);
                    sumD = Vector.MultiplyAddEstimate(toD, toD, sumD);
                }
                sumA.CopyTo(distances[(row * padded + at)..]);
                if (row + 1 < count) sumB.CopyTo(distances[((row + 1) * padded + at)..]);
                if (row + 2 < count) sumC.CopyTo(distances[((row + 2) * padded + at)..]);
                if (row + 3 < count) sumD.CopyTo(distances[((row + 3) * padded + at)..]);
            }
        }
    }

    ReadOnlySpan<float> Row(ReadOnlySpan<float> rows, int row) => rows.Slice(row * size, size);
}
