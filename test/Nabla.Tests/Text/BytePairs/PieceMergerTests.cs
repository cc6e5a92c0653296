using Nabla.Tensors;
using Nabla.Text;

namespace Nabla.Tests.Text.BytePairs;

public class PieceMergerTests
{
    /// <summary>The lowest rank, the leftmost of it, until none is left: by looking at all pairs each time.</summary>
    static List<int> Plain(MergeTable merges, IEnumerable<int> tokens)
    {
        var left = tokens.ToList();
        while (true)
        {
            int at = -1, lowest = int.MaxValue;
            for (int i = 0; i < left.Count - 1; i++)
                if (merges.TryFind(left[i], left[i + 1], out var merge) && merge.Rank < lowest) (at, lowest) = (i, merge.Rank);
            if (at < 0) return left;
            left[at] = merges.Merges[lowest].Result;
            left.RemoveAt(at + 1);
        }
    }

    [Fact]
    public void It_merges_as_the_plain_algorithm_does()
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            var rng = Rng.FromSeed(9).Fork(seed).Reader();
            var merges = new List<Merge>();
            for (int made = 3; made < 15; made++) // any order of ranks: a later one may make what an earlier one needs
            {
                var merge = new Merge(rng.Below(made), rng.Below(made), made);
                if (!merges.Any(other => (other.Left, other.Right) == (merge.Left, merge.Right))) merges.Insert(rng.Below(merges.Count + 1), merge);
            }
            var table = new MergeTable(merges);
            var merger = new PieceMerger(table);
            for (int length = 1; length < 100; length += 7)
            {
                int[] tokens = [.. Enumerable.Range(0, length).Select(_ => rng.Below(3))];
                var expected = Plain(table, tokens);
                Assert.Equal(expected, tokens.AsSpan(0, merger.Merge(tokens)).ToArray());
            }
        }
    }
}
