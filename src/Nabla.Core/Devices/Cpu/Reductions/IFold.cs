namespace Nabla.Devices.Cpu;

/// <summary>Makes one number, or two at once, of many: a start, a step that reads what lies at an index, and a join of two results. The step works
/// lane by lane, so the same fold runs along a row and down many columns.</summary>
internal interface IFold<L, T> where L : struct, ILane<L, T> where T : unmanaged
{
    /// <summary>Whether the second result is wanted.</summary>
    static abstract bool IsPair { get; }
    /// <summary>The result of nothing: 0, unless a fold says otherwise.</summary>
    static virtual L Start => L.Constant(0);
    /// <summary>Two results made one: their sum, unless a fold says otherwise.</summary>
    static virtual L Join(L a, L b) => a + b;
    /// <summary>A lane's results made one.</summary>
    static virtual T Across(L a) => L.Sum(a);
    /// <summary>Takes in the numbers from <paramref name="index"/> on; <paramref name="column"/> is where they lie in their row.</summary>
    void Take(ref L first, ref L second, long index, long column);
}
