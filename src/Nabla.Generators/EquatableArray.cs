using System.Collections;

namespace Nabla.Generators;

/// <summary>An array that equals another with the same items, so that a model of it can be cached between compilations.</summary>
readonly struct EquatableArray<T>(IEnumerable<T> items) : IEquatable<EquatableArray<T>>, IEnumerable<T> where T : IEquatable<T>
{
    readonly T[] items = [.. items];

    public int Count => items.Length;

    public bool Equals(EquatableArray<T> other) => items.SequenceEqual(other.items);

    public override bool Equals(object? other) => other is EquatableArray<T> array && Equals(array);

    public override int GetHashCode() => items.Aggregate(17, (hash, item) => unchecked(hash * 31 + item.GetHashCode()));

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
