using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Conformance;

/// <summary>Attention and rotary positions, with the shapes that matter: tiles that are not full, several tiles, shared heads, lengths.</summary>
static class AttentionCases
{
    public static IEnumerable<OperationCase> All => [.. Small, .. Tiled, .. Packed, .. Turned];

    static OperationCase Case(string name, Shape query, Shape key, bool causal, int[]? lengths = null) => new($"Attention {name}", [query, key, key],
        x => x[0].Attention(x[1], x[2], causal, Lengths(x[0], lengths)), x => AttentionOperation.Composed(x[0], x[1], x[2], causal, Lengths(x[0], lengths)));

    static Tensor? Lengths(Tensor like, int[]? lengths) => lengths is null ? null : Tensor.From(lengths, [lengths.Length], like.Device);

    static IEnumerable<OperationCase> Small
    {
        get
        {
            foreach (int size in (int[])[1, 7, 16, 17])
            {
                yield return Case($"full {size}", [2, 5, 2, size], [2, 7, 2, size], causal: false);
                yield return Case($"causal {size}", [2, 7, 2, size], [2, 7, 2, size], causal: true);
            }
            yield return Case("one place", [2, 1, 3, 4], [2, 1, 3, 4], causal: true);
            yield return Case("next query", [2, 1, 2, 4], [2, 9, 2, 4], causal: true);
            foreach (int size in (int[])[1, 7, 16, 17, 33]) yield return Case($"one query {size}", [2, 1, 4, size], [2, 13, 2, size], causal: false, [13, 6]);
            yield return Case("one query that sees nothing", [2, 1, 2, 4], [2, 3, 1, 4], causal: true, [0, 2]);
            yield return new("Attention of one query to its own key", [[2, 1, 2, 4], [2, 1, 2, 4]],
                x => x[0].Attention(x[0], x[1]) + x[0].Attention(x[1], x[0]),
                x => AttentionOperation.Composed(x[0], x[0], x[1], false, null) + AttentionOperation.Composed(x[0], x[1], x[0], false, null));
            yield return Case("last queries", [1, 3, 2, 4], [1, 9, 2, 4], causal: true);
            yield return Case("shared keys", [2, 5, 6, 4], [2, 5, 2, 4], causal: true);
            yield return Case("one head of keys", [1, 5, 4, 4], [1, 6, 1, 4], causal: false);
            yield return Case("lengths", [3, 5, 2, 4], [3, 6, 2, 4], causal: false, [6, 1, 4]);
            yield return new("Attention of blind queries", [[3, 5, 2, 4], [3, 4, 2, 4], [3, 4, 2, 4]], x => x[0].Attention(x[1], x[2], true, Lengths(x[0], [4, 0, 2])),
                x => AttentionOperation.Composed(x[0], x[1], x[2], true, Lengths(x[0], [4, 0, 2])));
            yield return Case("causal lengths", [2, 6, 2, 4], [2, 6, 2, 4], causal: true, [6, 2]);
            yield return new("Attention to itself", [[2, 5, 2, 4]], x => x[0].Attention(x[0], x[0]), x => AttentionOperation.Composed(x[0], x[0], x[0], false, null));
            yield return new("Attention of views", [[2, 2, 5, 4], [2, 3, 4, 7]], x => x[0].Permute(0, 2, 1, 3).Attention(x[1].Permute(0, 3, 1, 2).Slice(2, 0, 2), x[1].Permute(0, 3, 1, 2).Slice(2, 1, 2)),
                x => AttentionOperation.Composed(x[0].Permute(0, 2, 1, 3), x[1].Permute(0, 3, 1, 2).Slice(2, 0, 2), x[1].Permute(0, 3, 1, 2).Slice(2, 1, 2), false, null));
        }
    }

    static IEnumerable<OperationCase> Tiled =>
    [
        Case("65 places", [1, 65, 1, 2], [1, 65, 1, 2], causal: true),
        Case("130 keys", [1, 3, 1, 3], [1, 130, 1, 3], causal: false, [129]),
        Case("70 queries, 66 keys", [1, 70, 2, 1], [1, 66, 1, 1], causal: false),
    ];

    static IEnumerable<OperationCase> Packed
    {
        get
        {
            yield return Self("", 2, 2, causal: false, null);
            yield return Self("causal", 2, 2, causal: true, null);
            yield return Self("shared keys", 4, 2, causal: true, [5, 3]);
        }
    }

    static OperationCase Self(string name, int heads, int keyHeads, bool causal, int[]? lengths) => new($"SelfAttention {name}", [[2, 5, (heads + 2 * keyHeads) * 3]],
        x => x[0].SelfAttention(heads, keyHeads, causal, Lengths(x[0], lengths)),
        x => SelfAttentionOperation.Composed(x[0], heads, keyHeads, causal, Lengths(x[0], lengths)));

    static IEnumerable<OperationCase> Turned
    {
        get
        {
            foreach (int size in (int[])[2, 6, 32, 34])
                yield return new($"Rotary {size}", [[2, 3, 2, size]], x => Rotary(x[0], null), x => Composed(x[0]));
            yield return new("Rotary of some heads", [[2, 3, 3, 4]], x => Rotary(x[0], 2), x => Composed(x[0], 2));
        }
    }

    static (Tensor Cosines, Tensor Sines) Angles(Tensor x) => RotaryOperation.Angles(5, x.Shape[1], x.Shape[3], 100, x.DataType, x.Device);

    static Tensor Rotary(Tensor x, int? heads) => x.Rotary(Angles(x).Cosines, Angles(x).Sines, heads);

    static Tensor Composed(Tensor x, int? heads = null) => RotaryOperation.Composed(x, Angles(x).Cosines, Angles(x).Sines, heads ?? x.Shape[2]);
}
