namespace Nabla.Devices.Cpu;

/// <summary>The axes that two strided operands share, outermost first, with axes of extent 1 dropped and neighbors merged where both operands allow
/// it. Elements are numbered in row-major order.</summary>
internal unsafe struct Axes
{
    /// <summary>As many as a shape has.</summary>
    public const int Max = 8;

    fixed long extents[Max], first[Max], second[Max];

    /// <summary>How many axes are left; at least 1.</summary>
    public int Count { get; private set; }

    /// <summary>The number of elements.</summary>
    public long Elements { get; private set; }

    /// <summary>The axes of operands with these strides.</summary>
    public Axes(ReadOnlySpan<int> extents, ReadOnlySpan<long> first, ReadOnlySpan<long> second)
    {
        Elements = 1;
        for (int i = 0; i < extents.Length; i++)
        {
            Elements *= extents[i];
            if (extents[i] != 1) Append(extents[i], first[i], second[i]);
        }
        if (Count == 0) Append(1, 1, 1);
    }

    public readonly long Extent(int axis) => extents[axis];
    public readonly long First(int axis) => first[axis];
    public readonly long Second(int axis) => second[axis];
    public readonly int Inner => Count - 1;

    void Append(long extent, long strideFirst, long strideSecond)
    {
        int last = Count - 1;
        bool merges = Count > 0 && first[last] == strideFirst * extent && second[last] == strideSecond * extent;
        if (!merges)
        {
            last = Count++;
            extents[last] = 1;
        }
        extents[last] *= extent;
        first[last] = strideFirst;
        second[last] = strideSecond;
    }

    /// <summary>The same elements with the axes ordered by the second operand's strides, the largest outermost.</summary>
    public readonly Axes BySecond()
    {
        Span<int> order = stackalloc int[Count];
        for (int i = 0; i < Count; i++)
        {
            int at = i;
            for (; at > 0 && Math.Abs(second[order[at - 1]]) < Math.Abs(second[i]); at--) order[at] = order[at - 1];
            order[at] = i;
        }
        Axes sorted = new() { Elements = Elements };
        foreach (int axis in order) sorted.Append(extents[axis], first[axis], second[axis]);
        return sorted;
    }

    /// <summary>What is left without two of the axes.</summary>
    public readonly Axes Without(int axis, int other)
    {
        Axes rest = new() { Elements = 1 };
        for (int i = 0; i < Count; i++)
        {
            if (i == axis || i == other) continue;
            rest.Append(extents[i], first[i], second[i]);
            rest.Elements *= extents[i];
        }
        if (rest.Count == 0) rest.Append(1, 1, 1);
        return rest;
    }

    /// <summary>Whether both operands are row-major and dense, and how many elements they have.</summary>
    public static bool AreDense(ReadOnlySpan<int> extents, ReadOnlySpan<long> first, ReadOnlySpan<long> second, out long count)
    {
        count = 1;
        bool dense = true;
        for (int i = extents.Length - 1; i >= 0; count *= extents[i--]) dense &= extents[i] == 1 || first[i] == count && second[i] == count;
        return dense;
    }

    /// <summary>Whether the first operand is row-major and dense.</summary>
    public readonly bool FirstIsDense => IsDense(true);

    /// <summary>Whether the second operand is row-major and dense.</summary>
    public readonly bool SecondIsDense => IsDense(false);

    readonly bool IsDense(bool ofFirst)
    {
        long expected = 1;
        for (int axis = Count - 1; axis >= 0; expected *= extents[axis--])
            if ((ofFirst ? first[axis] : second[axis]) != expected) return false;
        return true;
    }
}
