namespace Nabla.Features;

/// <summary>Points that stand for many: seeds far apart (Arthur and Vassilvitskii, "k-means++", SODA 2007), then each moved to the mean of the rows
/// nearest to it until nothing changes (Lloyd 1982). The same rows and seed give the same points.</summary>
static class KMeans
{
    const int MostRounds = 30, ChunkRows = 64;

    /// <summary>Finds <paramref name="count"/> points among rows of <paramref name="size"/> numbers, as many rows or more.</summary>
    public static float[] Fit(float[] rows, int size, int count, Rng random)
    {
        float[] points = Seeds(rows, size, count, random.Reader());
        var nearest = new int[rows.Length / size];
        Array.Fill(nearest, -1);
        var distances = new float[nearest.Length];
        for (int round = 0; round < MostRounds && Assign(rows, size, points, nearest, distances); round++) Move(rows, size, points, nearest, distances);
        return points;
    }

    /// <summary>Each next seed is a row drawn with probability proportional to its squared distance from the seeds so far.</summary>
    static float[] Seeds(float[] rows, int size, int count, RngReader random)
    {
        int total = rows.Length / size;
        var points = new float[count * size];
        var distances = new double[total];
        Array.Fill(distances, double.PositiveInfinity);
        int chosen = random.Below(total);
        for (int i = 0; ; i++)
        {
            var seed = rows.AsSpan(chosen * size, size);
            seed.CopyTo(points.AsSpan(i * size));
            if (i + 1 == count) return points;
            for (int row = 0; row < total; row++) distances[row] = Math.Min(distances[row], Vectors.Distance(rows.AsSpan(row * size, size), seed));
            double aim = random.Uniform() * distances.Sum();
            chosen = 0;
            for (double sum = distances[0]; sum <= aim && chosen < total - 1;) sum += distances[++chosen];
        }
    }

    /// <summary>Finds each row's nearest point; false if none has changed.</summary>
    static bool Assign(float[] rows, int size, float[] points, int[] nearest, float[] distances)
    {
        var centers = new Centers(points, points.Length / size, size);
        var chunk = new float[ChunkRows * centers.Stride];
        bool changed = false;
        for (int start = 0; start < nearest.Length; start += ChunkRows)
        {
            int count = Math.Min(ChunkRows, nearest.Length - start);
            centers.Distances(rows.AsSpan(start * size, count * size), count, chunk);
            for (int row = 0; row < count; row++)
            {
                var to = chunk.AsSpan(row * centers.Stride, centers.Count);
                int best = 0;
                for (int i = 1; i < to.Length; i++) if (to[i] < to[best]) best = i;
                changed |= nearest[start + row] != best;
                (nearest[start + row], distances[start + row]) = (best, to[best]);
            }
        }
        return changed;
    }

    /// <summary>Each point becomes the mean of its rows; one that has none takes the row that lies farthest from its own.</summary>
    static void Move(float[] rows, int size, float[] points, int[] nearest, float[] distances)
    {
        var sums = new double[points.Length];
        var counts = new int[points.Length / size];
        for (int row = 0; row < nearest.Length; row++)
        {
            counts[nearest[row]]++;
            for (int k = 0; k < size; k++) sums[nearest[row] * size + k] += rows[row * size + k];
        }
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
            {
                int farthest = Array.IndexOf(distances, distances.Max());
                rows.AsSpan(farthest * size, size).CopyTo(points.AsSpan(i * size));
                distances[farthest] = 0;
            }
            else for (int k = 0; k < size; k++) points[i * size + k] = (float)(sums[i * size + k] / counts[i]);
        }
    }
}
