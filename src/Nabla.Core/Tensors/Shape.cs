using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Nabla.Tensors;

/// <summary>The extents of a tensor, outermost first: <c>Shape s = [128, 784]</c>. Images are [batch, channel, height, width],
/// sequences [batch, time, feature]. A scalar has rank 0. At most eight axes.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>, IEnumerable<int>
{
    /// <summary>The most axes that a shape may have.</summary>
    public const int MaxRank = 8;

    [InlineArray(MaxRank)] struct Extents { int first; }

    readonly Extents extents;
    readonly long others; // elements but the first, so that default(Shape) is a scalar's

    /// <summary>The number of axes.</summary>
    public int Rank { get; }

    /// <summary>The number of elements: the product of the extents, 1 for a scalar.</summary>
    public long Count => others + 1;

    /// <summary>Makes a shape from its extents.</summary>
    /// <exception cref="ArgumentException">An extent is negative, there are more than eight, or more elements than an int counts.</exception>
    public Shape(ReadOnlySpan<int> extents)
    {
        if (extents.Length > MaxRank) throw new ArgumentException($"A shape has at most {MaxRank} axes, got {extents.Length}: fold some together.");
        Rank = extents.Length;
        long count = 1;
        bool empty = extents.Contains(0);
        for (int i = 0; i < extents.Length; i++)
        {
            if (extents[i] < 0) throw new ArgumentException($"Extent {i} of a shape is {extents[i]}: extents are not negative.");
            this.extents[i] = extents[i];
            if (!empty && (count *= extents[i]) > int.MaxValue)
                throw new ArgumentException($"A shape of extents {string.Join("×", extents.ToArray())} has more than {int.MaxValue} elements: work on parts of it.");
        }
        others = empty ? -1 : count - 1;
    }

    /// <summary>For collection expressions.</summary>
    public static Shape Create(ReadOnlySpan<int> extents) => new(extents);

    /// <summary>The extent of an axis; negative axes count from the end.</summary>
    public int this[int axis] => extents[Axis(axis)];

    /// <summary>The extent of an axis, written <c>shape[^1]</c>.</summary>
    public int this[Index axis] => extents[Axis(axis.IsFromEnd ? -axis.Value : axis.Value)];

    /// <summary>The axis as a number from 0; negative ones count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int Axis(int axis)
    {
        int at = axis < 0 ? axis + Rank : axis;
        if ((uint)at >= (uint)Rank) throw new ArgumentOutOfRangeException(nameof(axis), $"Axis {axis} does not exist in shape {this}.");
        return at;
    }

    /// <summary>The extents as a span.</summary>
    [UnscopedRef] public ReadOnlySpan<int> Span => ((ReadOnlySpan<int>)extents)[..Rank];

    /// <summary>The extents as a new array.</summary>
    public int[] ToArray() => Span.ToArray();

    /// <summary>This shape with one extent replaced.</summary>
    public Shape With(int axis, int extent) => new([.. Span[..Axis(axis)], extent, .. Span[(Axis(axis) + 1)..]]);

    /// <summary>This shape without one axis.</summary>
    public Shape Without(int axis) => new([.. Span[..Axis(axis)], .. Span[(Axis(axis) + 1)..]]);

    /// <summary>Elements of the axes from <paramref name="from"/> up to, not including, <paramref name="to"/>.</summary>
    public long CountOf(int from, int to)
    {
        long count = 1;
        for (int i = from; i < to; i++) count *= extents[i];
        return count;
    }

    /// <summary>Whether all extents are the same.</summary>
    public bool Equals(Shape other)
    {
        if (Rank != other.Rank || Count != other.Count) return false;
        for (int i = 0; i < Rank; i++) if (extents[i] != other.extents[i]) return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (int i = 0; i < Rank; i++) hash.Add(extents[i]);
        return hash.ToHashCode();
    }

    /// <summary>Whether all extents are the same.</summary>
    public static bool operator ==(Shape a, Shape b) => a.Equals(b);

    /// <summary>Whether an extent differs.</summary>
    public static bool operator !=(Shape a, Shape b) => !a.Equals(b);

    /// <summary>The extents in brackets: <c>[128, 784]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", ToArray())}]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
