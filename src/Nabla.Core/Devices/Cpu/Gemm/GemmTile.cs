namespace Nabla.Devices.Cpu;

/// <summary>What a micro-kernel works on: C = start + A·B, or C += start + A·B, for one tile.</summary>
internal unsafe struct GemmTile<T> where T : unmanaged
{
    /// <summary>How many products are summed.</summary>
    public nint Depth;
    /// <summary>The tile's part of A.</summary>
    public T* A;
    /// <summary>Bytes from one row of A to the next, where it lies along rows.</summary>
    public nint RowA;
    /// <summary>Bytes from one column of A to the next, where it lies along columns.</summary>
    public nint StepA;
    /// <summary>The tile's part of B, whole vectors readable.</summary>
    public T* B;
    /// <summary>Bytes from one row of B to the next.</summary>
    public nint StepB;
    /// <summary>The row that every row of the result begins with, whole vectors readable.</summary>
    public T* Start;
    /// <summary>The tile of C, whole vectors writable.</summary>
    public T* C;
    /// <summary>Elements from one row of C to the next.</summary>
    public nint LeadingC;
    /// <summary>Where A lies along rows: the rows of the next strip to fetch into the cache meanwhile, a line of each in turn.</summary>
    public byte* Ahead;
    /// <summary>Bytes from one of these rows to the next.</summary>
    public nint NextAhead;
    /// <summary>One less than how many rows there are, a power of two.</summary>
    public nint RowsAhead;
    /// <summary>Whether C is added to.</summary>
    public bool Add;
}

/// <summary>A is stored [m, k]: the next product is the next element.</summary>
internal struct AlongRows;

/// <summary>A is stored [k, m], or packed so: the next row is the next element.</summary>
internal struct AlongColumns;

/// <summary>One row, or one vector.</summary>
[StructLayout(LayoutKind.Sequential, Size = 1)] internal struct Of1;

/// <summary>Two rows, or two vectors.</summary>
[StructLayout(LayoutKind.Sequential, Size = 2)] internal struct Of2;

/// <summary>Four rows.</summary>
[StructLayout(LayoutKind.Sequential, Size = 4)] internal struct Of4;

/// <summary>Six rows.</summary>
[StructLayout(LayoutKind.Sequential, Size = 6)] internal struct Of6;

/// <summary>Eight rows.</summary>
[StructLayout(LayoutKind.Sequential, Size = 8)] internal struct Of8;

/// <summary>Fourteen rows.</summary>
[StructLayout(LayoutKind.Sequential, Size = 14)] internal struct Of14;
