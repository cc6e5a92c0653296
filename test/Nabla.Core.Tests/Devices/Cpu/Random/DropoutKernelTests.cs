using Nabla.Devices;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

public class DropoutKernelTests
{
    [Theory, ClassData(typeof(EveryLane))]
    public void What_is_kept_is_the_same_on_every_instruction_set(string lane) => EveryLane.Visit(lane, new Definition());

    [Theory, ClassData(typeof(EveryLane))]
    public void The_rate_holds_and_neighbors_are_independent(string lane) => EveryLane.Visit(lane, new Rate());

    [Fact]
    public void Vectors_of_counters_give_the_generator_s_words()
    {
        Words<Words512>(Vector512Available);
        Words<Words256>(System.Runtime.Intrinsics.X86.Avx2.IsSupported);
        Words<Words128>(true);
        Words<WordsScalar>(true);
    }

    static bool Vector512Available => System.Runtime.Intrinsics.X86.Avx512F.IsSupported;

    static unsafe void Words<W>(bool available) where W : struct, IWords<W>
    {
        if (!available) return;
        const ulong Key = 0x0123456789ABCDEF, High = 0xFEDCBA9876543210;
        ulong* words = stackalloc ulong[4 * W.Count];
        foreach (ulong low in new ulong[] { 0, 12345, 0xFFFFFFFC, 0xFFFFFFFFFFF0 })
        {
            PhiloxWords<W>.At(Key, low, High, out W a, out W b, out W c, out W d);
            W.Store(words, a);
            W.Store(words + W.Count, b);
            W.Store(words + 2 * W.Count, c);
            W.Store(words + 3 * W.Count, d);
            for (int k = 0; k < W.Count; k++)
                Assert.Equal(Philox.At(Key, low + (ulong)k, High), ((uint)words[k], (uint)words[W.Count + k], (uint)words[2 * W.Count + k], (uint)words[3 * W.Count + k]));
        }
    }

    /// <summary>The draw of an element, as the kernel's documentation says.</summary>
    static uint DrawOf(int element, ulong key, ulong stream)
    {
        int j = element % 64 / 16, k = element % 16 / 2;
        var (a, b, c, d) = Philox.At(key, (ulong)(element / 64 * 8 + k), stream);
        uint word = (j / 2 * 2 + element % 2) switch { 0 => a, 1 => b, 2 => c, _ => d };
        return (j & 1) == 0 ? word & 0xFFFF : word >> 16;
    }

    sealed unsafe class Definition : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (int count in new[] { 0, 1, 7, 15, 16, 17, 31, 33, 63, 64, 65, 1000, 70_001 })
                foreach (double rate in new[] { 0, 0.2, 0.5, 0.999, 1 })
                {
                    Room<T> x = Numbers<T>(count, 1), y = Empty<T>(count);
                    DropoutKernel<T, L>.Dropout(x, y, count, rate, 77, 1234567890123);
                    double edge = Math.Round(rate * 65536), scale = 1 / (1 - rate);
                    AssertClose($"dropout of {count} at {rate}", y, [.. Doubles(x).Select((value, i) => DrawOf(i, 77, 1234567890123) >= edge ? value * scale : 0)], 4, 1000);
                    DropoutKernel<T, L>.Dropout(x, x, count, rate, 77, 1234567890123);
                    Assert.Equal(y.Bytes, x.Bytes);
                }
            var bad = new Room<T>(100, _ => T.NaN);
            DropoutKernel<T, L>.Dropout(bad, bad, 100, 1, 1, 1);
            Assert.All(bad.Span.ToArray(), value => Assert.Equal(T.Zero, value));
        }
    }

    sealed unsafe class Rate : LaneCheck
    {
        protected override void Check<T, L>()
        {
            const int Count = 1 << 18;
            Room<T> ones = new(Count, _ => T.One), first = Empty<T>(Count), second = Empty<T>(Count);
            foreach (double rate in new[] { 0.1, 0.5 })
            {
                DropoutKernel<T, L>.Dropout(ones, first, Count, rate, 5, 1);
                DropoutKernel<T, L>.Dropout(ones, second, Count, rate, 5, 2);
                double Share(Func<int, bool> both) => Enumerable.Range(0, Count - 64).Count(both) / (double)(Count - 64);
                double tolerance = 4.5 * Math.Sqrt(0.25 / Count);
                Assert.Equal(rate, Share(i => first[i] == T.Zero), tolerance);
                Assert.Equal(rate * rate, Share(i => first[i] == T.Zero && second[i] == T.Zero), tolerance);
                foreach (int lag in new[] { 1, 2, 16, 32, 64 }) Assert.Equal(rate * rate, Share(i => first[i] == T.Zero && first[i + lag] == T.Zero), tolerance);
            }
        }
    }
}
