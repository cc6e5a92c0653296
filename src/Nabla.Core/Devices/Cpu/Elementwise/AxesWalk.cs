namespace Nabla.Devices.Cpu;

/// <summary>A position in <see cref="Axes"/>: the offsets of both operands, moved along run by run.</summary>
internal unsafe struct AxesWalk
{
    readonly Axes axes;
    fixed long index[Axes.Max];

    /// <summary>The first operand's offset.</summary>
    public long First { get; private set; }

    /// <summary>The second operand's offset.</summary>
    public long Second { get; private set; }

    /// <summary>Stands on the element with a row-major number.</summary>
    public AxesWalk(in Axes axes, long element)
    {
        this.axes = axes;
        for (int axis = axes.Inner; axis >= 0; axis--)
        {
            (element, index[axis]) = Math.DivRem(element, axes.Extent(axis));
            First += index[axis] * axes.First(axis);
            Second += index[axis] * axes.Second(axis);
        }
    }

    /// <summary>How many elements are left on the innermost axis, this one included.</summary>
    public readonly long Run => axes.Extent(axes.Inner) - index[axes.Inner];

    /// <summary>The distances from one element to the next on the innermost axis.</summary>
    public readonly (long First, long Second) Step => (axes.First(axes.Inner), axes.Second(axes.Inner));

    /// <summary>How many whole runs follow each other evenly from here on, this one included: on the axis before the innermost. 0 in the middle of a run.</summary>
    public readonly long Rows => index[axes.Inner] != 0 ? 0 : axes.Inner == 0 ? 1 : axes.Extent(axes.Inner - 1) - index[axes.Inner - 1];

    /// <summary>The distances from one such run to the next.</summary>
    public readonly (long First, long Second) RowStep => axes.Inner == 0 ? (0, 0) : (axes.First(axes.Inner - 1), axes.Second(axes.Inner - 1));

    /// <summary>Moves on by at most <see cref="Rows"/> runs, from the beginning of one.</summary>
    [MethodImpl(AggressiveInlining)] public void AdvanceRows(long rows)
    {
        int axis = axes.Inner - 1;
        if (axis < 0) Advance(Run);
        else
        {
            Move(axis, rows);
            Carry(axis);
        }
    }

    /// <summary>Moves on by at most <see cref="Run"/> elements.</summary>
    [MethodImpl(AggressiveInlining)] public void Advance(long elements)
    {
        Move(axes.Inner, elements);
        Carry(axes.Inner);
    }

    [MethodImpl(AggressiveInlining)] void Carry(int axis)
    {
        for (; index[axis] == axes.Extent(axis) && axis > 0; axis--)
        {
            Move(axis, -axes.Extent(axis));
            Move(axis - 1, 1);
        }
    }

    [MethodImpl(AggressiveInlining)] void Move(int axis, long steps)
    {
        index[axis] += steps;
        First += steps * axes.First(axis);
        Second += steps * axes.Second(axis);
    }
}
