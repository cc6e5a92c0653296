using Nabla.Operations.Elementwise;

namespace Nabla.Initializers;

/// <summary>A random matrix [out, in·(…)] with orthonormal rows, or columns if there are more rows than columns, so that it keeps lengths (Saxe et
/// al. 2014, arXiv:1312.6120). Uniform among all such matrices.</summary>
/// <param name="Gain">What it is multiplied with.</param>
public sealed record Orthogonal(double Gain = 1) : Initializer
{
    static readonly Setting<double> factor = new("gain", "what it is multiplied with", Notations.AnyNumber, 1);
    internal static readonly Choice<Initializer> ByName =
        new("orthogonal", "orthonormal rows or columns", at => new Orthogonal(at.Get(factor)), factor);

    /// <summary>What the orthonormal matrix is multiplied with.</summary>
    public double Gain { get; } = NotNegative(Gain, nameof(Orthogonal), nameof(Gain));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shape has fewer than two axes.</exception>
    public override Tensor Draw(Shape shape, Rng rng, DataType type)
    {
        if (shape.Rank < 2) throw new ArgumentException($"Orthogonal: expected a weight [out, in, …], got shape {shape}: use another initializer for vectors.");
        int rows = shape[0], columns = checked((int)shape.CountOf(1, shape.Rank));
        return Scope.Run(() =>
        {
            Tensor matrix = Orthonormal(Math.Min(rows, columns), Math.Max(rows, columns), rng);
            return ((rows > columns ? matrix.Transpose() : matrix).Reshape(shape) * Gain).To(type);
        });
    }

    // Gram and Schmidt on normal vectors in float64; a second time over the result, because "twice is enough" (Giraud et al. 2005).
    static Tensor Orthonormal(int count, int length, Rng rng)
    {
        Tensor vectors = Tensor.Normal([count, length], rng, type: DataType.Float64);
        for (int pass = 0; pass < 2 && count > 0; pass++) Orthonormalize(vectors, 0, count);
        return vectors;
    }

    // By halves, so that nearly all work is in large matrix products: the second half loses its part along the first.
    static void Orthonormalize(Tensor vectors, int from, int to)
    {
        if (to - from == 1)
        {
            Normalize(vectors, from);
            return;
        }
        int middle = (from + to) / 2;
        Orthonormalize(vectors, from, middle);
        Scope.Run(() =>
        {
            Tensor first = vectors.Slice(0, from, middle - from), second = vectors.Slice(0, middle, to - middle);
            Tensor along = -second.MatMul(first.Transpose());
            vectors.Kernels.Gemm(GemmShape.Dense(to - middle, vectors.Shape[1], middle - from, accumulate: true), along.Region, first.Region, second.Region, default, default(Identity));
        });
        Orthonormalize(vectors, middle, to);
    }

    static void Normalize(Tensor vectors, int row)
    {
        Tensor vector = vectors.Slice(0, row, 1);
        vector.Kernels.Map(new ScaleShift(1 / Math.Sqrt(vector.SumOfSquares()), 0), vector.Region, vector.Region, vector.Count);
    }
}
