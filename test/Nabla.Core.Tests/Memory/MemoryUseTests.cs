using Nabla.Gradients;
using Nabla.Memory;
using Nabla.Operations;
using Nabla.Tensors;
using Nabla.Testing;

namespace Nabla.Core.Tests.Memory;

/// <summary>The bytes of all threads are counted: each runs in a process of its own.</summary>
public class MemoryUseTests
{
    const int Numbers = 1000, Bytes = 4032; // 4,000 in blocks of 64

    static Tensor Some() => Tensor.Ones([Numbers]);

    [Fact]
    public void The_peak_is_what_lived_at_once_and_not_what_was_made() => OwnProcess.Run(() =>
    {
        void Chain() => Scope.Run(() =>
        {
            for (int i = 0; i < 10; i++) Scope.Run(() => { _ = Some() + Some(); });
        });
        Assert.Equal(3 * Bytes, MemoryUse.PeakBytes(Chain));
    });

    [Fact]
    public void What_was_there_before_does_not_count() => OwnProcess.Run(() => Scope.Run(() =>
    {
        Tensor before = Some();
        long live = MemoryUse.LiveBytes();
        Assert.Equal(Bytes, MemoryUse.PeakBytes(() => Scope.Run(() => { Some(); })));
        Assert.Equal(live, MemoryUse.LiveBytes());
        Assert.Equal(Numbers, before.Count);
    }));

    [Fact]
    public void Measures_may_lie_one_in_the_other() => OwnProcess.Run(() => Scope.Run(() =>
    {
        long inner = 0, outer = MemoryUse.PeakBytes(() =>
        {
            Scope.Run(() => { _ = Some() + Some(); });
            inner = MemoryUse.PeakBytes(() => Scope.Run(() => { Some(); }));
        });
        Assert.Equal((3 * Bytes, Bytes), (outer, inner));
    }));

    // n products of which each saves its input; recomputed k at a time, n/k inputs and the k of one row.
    [Theory]
    [InlineData(1), InlineData(4), InlineData(16)]
    public void Recomputation_keeps_the_inputs_of_rows_and_one_row_at_a_time(int k) => OwnProcess.Run(() =>
    {
        const int n = 16;
        Tensor w = Some().RequireGradient();
        Tensor Row(Tensor x)
        {
            for (int i = 0; i < k; i++) x = Scope.Run(() => x * w);
            return x;
        }
        void Step(bool recompute) => Scope.Run(() =>
        {
            Tape.Differentiate(() => Scope.Run(() =>
            {
                Tensor x = w * 1.0;
                for (int i = 0; i < n; i += k) x = recompute ? Recomputation.Run(Row, x) : Row(x);
                return x.Sum();
            }));
        });
        long before = MemoryUse.LiveBytes(), kept = MemoryUse.PeakBytes(() => Step(false)), again = MemoryUse.PeakBytes(() => Step(true));
        Assert.InRange(kept, n * Bytes, (n + 5) * Bytes);
        Assert.InRange(again, (n / k + k - 1) * Bytes, (n / k + k + 5) * Bytes);
        Assert.Equal(before, MemoryUse.LiveBytes());
    }, [k]);
}
