namespace Nabla.Text;

/// <summary>Two neighbouring tokens and what they become.</summary>
readonly record struct Merge(int Left, int Right, int Result);

/// <summary>Which neighbours merge, and which of them first: the lower the rank, the sooner.</summary>
sealed class MergeTable
{
    readonly Dictionary<ulong, (int Rank, int Result)> byPair;

    /// <param name="merges">The merges in the order of their ranks; no pair twice.</param>
    public MergeTable(IReadOnlyList<Merge> merges)
    {
        Merges = merges;
        byPair = new(merges.Count);
        for (int rank = 0; rank < merges.Count; rank++) byPair.Add(Pair(merges[rank].Left, merges[rank].Right), (rank, merges[rank].Result));
    }

    /// <summary>The merges in the order of their ranks.</summary>
    public IReadOnlyList<Merge> Merges { get; }

    /// <summary>Whether two tokens merge, with which rank, and into what.</summary>
    public bool TryFind(int left, int right, out (int Rank, int Result) merge) => byPair.TryGetValue(Pair(left, right), out merge);

    /// <summary>Two tokens as one number, ordered by the left, then the right.</summary>
    public static ulong Pair(int left, int right) => (ulong)left << 32 | (uint)right;
}
