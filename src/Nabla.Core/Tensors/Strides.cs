using System.Diagnostics.CodeAnalysis;

namespace Nabla.Tensors;

/// <summary>Elements from one index to the next along each axis; 0 repeats.</summary>
internal struct Strides
{
    [InlineArray(Shape.MaxRank)] struct Values { long first; }

    Values values;

    public long this[int axis]
    {
        readonly get => values[axis];
        set => values[axis] = value;
    }

    /// <summary>The strides of dense row-major storage.</summary>
    public static Strides Dense(in Shape shape)
    {
        var strides = new Strides();
        long step = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step *= shape[axis];
        }
        return strides;
    }

    /// <summary>Whether they are those of dense row-major storage, ignoring axes of extent 1.</summary>
    public readonly bool AreDense(in Shape shape)
    {
        if (shape.Count == 0) return true;
        long step = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            if (shape[axis] != 1 && values[axis] != step) return false;
            step *= shape[axis];
        }
        return true;
    }

    /// <summary>The first <paramref name="rank"/> strides as a span.</summary>
    [UnscopedRef] public readonly ReadOnlySpan<long> Span(int rank) => ((ReadOnlySpan<long>)values)[..rank];
}
