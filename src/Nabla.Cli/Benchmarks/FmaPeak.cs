using System.Runtime.CompilerServices;
using Nabla.Devices;

namespace Nabla.Cli.Benchmarks;

/// <summary>What the processor can do at most: fused multiply-adds on registers alone. Twelve independent chains hide a latency of four cycles on up
/// to three ports. What a matrix product reaches is judged against this.</summary>
static class FmaPeak
{
    const int Chains = 12, Rounds = 20_000;

    static FmaPeak() => CpuDevice.Instance.Add(new Bursts());

    /// <summary>One burst of multiply-adds on each of so many threads at once.</summary>
    public static Workload On(int threads)
    {
        IBurst burst = CpuDevice.Instance.Family<IBurst>(DataType.Float32)!;
        return new Workload(() => RunOn(threads, burst), 2.0 * Chains * Rounds * burst.Width * threads);
    }

    static void RunOn(int threads, IBurst burst)
    {
        if (threads == 1) burst.Run();
        else Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => burst.Run());
    }

    interface IBurst
    {
        int Width { get; }

        void Run();
    }

    sealed class Bursts : ICpuFamily<IBurst>
    {
        public IBurst Make<T, L>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T> => new Burst<T, L>();
    }

    sealed class Burst<T, L> : IBurst where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
    {
        T sum;

        public int Width => L.Count;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)] public void Run()
        {
            L x = L.Constant(0.999999), y = L.Constant(1e-6);
            L a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
            for (int round = 0; round < Rounds; round++)
            {
                a = L.MultiplyAdd(a, x, y); b = L.MultiplyAdd(b, x, y); c = L.MultiplyAdd(c, x, y); d = L.MultiplyAdd(d, x, y);
                e = L.MultiplyAdd(e, x, y); f = L.MultiplyAdd(f, x, y); g = L.MultiplyAdd(g, x, y); h = L.MultiplyAdd(h, x, y);
                i = L.MultiplyAdd(i, x, y); j = L.MultiplyAdd(j, x, y); k = L.MultiplyAdd(k, x, y); l = L.MultiplyAdd(l, x, y);
            }
            sum = L.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
        }
    }
}
