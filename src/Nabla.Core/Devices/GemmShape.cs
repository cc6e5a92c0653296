namespace Nabla.Devices;

/// <summary>A matrix product C[m,n] = op(A)[m,k] · op(B)[k,n] (+ C), row-major. A is stored [m,k], or [k,m] if transposed;
/// B is stored [k,n], or [n,k] if transposed. Leading dimensions and batch strides count elements.</summary>
public readonly record struct GemmShape(int M, int N, int K)
{
    /// <summary>A is stored [k, m].</summary>
    public bool TransposeA { get; init; }
    /// <summary>B is stored [n, k].</summary>
    public bool TransposeB { get; init; }
    /// <summary>Elements from one stored row of A to the next.</summary>
    public int LeadingA { get; init; }
    /// <summary>Elements from one stored row of B to the next.</summary>
    public int LeadingB { get; init; }
    /// <summary>Elements from one row of C to the next.</summary>
    public int LeadingC { get; init; }
    /// <summary>Add to C instead of overwriting it.</summary>
    public bool Accumulate { get; init; }
    /// <summary>How many products of this shape.</summary>
    public int Batch { get; init; } = 1;
    /// <summary>Elements from one A to the next; 0 shares it.</summary>
    public long StrideA { get; init; }
    /// <summary>Elements from one B to the next; 0 shares it.</summary>
    public long StrideB { get; init; }
    /// <summary>Elements from one C to the next.</summary>
    public long StrideC { get; init; }

    /// <summary>A dense product of contiguous matrices.</summary>
    public static GemmShape Dense(int m, int n, int k, bool transposeA = false, bool transposeB = false, bool accumulate = false) => new(m, n, k)
    {
        TransposeA = transposeA, TransposeB = transposeB, Accumulate = accumulate,
        LeadingA = transposeA ? m : k, LeadingB = transposeB ? k : n, LeadingC = n,
    };
}
