using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Cli.Benchmarks;

/// <summary>
/// What the processor can do at most: fused multiply-adds on registers alone. Twelve independent chains hide a latency of four cycles on
/// up to three ports. What a matrix product reaches is judged against this.
/// </summary>
static class FmaPeak
{
    const int Chains = 12, Rounds = 20_000;

    /// <summary>One burst of multiply-adds on each of so many threads at once.</summary>
    public static Workload On(int threads)
    {
        Func<float> burst = Vector512.IsHardwareAccelerated ? Burst512 : Vector256.IsHardwareAccelerated ? Burst256 : Burst128;
        int width = Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;
        return new Workload(() => RunOn(threads, burst), 2.0 * Chains * Rounds * width * threads);
    }

    static void RunOn(int threads, Func<float> burst)
    {
        if (threads == 1) burst();
        else Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => burst());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] static float Burst512()
    {
        var x = Vector512.Create(0.999999f);
        var y = Vector512.Create(1e-6f);
        Vector512<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int round = 0; round < Rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y); b = Vector512.FusedMultiplyAdd(b, x, y); c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y); e = Vector512.FusedMultiplyAdd(e, x, y); f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y); h = Vector512.FusedMultiplyAdd(h, x, y); i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y); k = Vector512.FusedMultiplyAdd(k, x, y); l = Vector512.FusedMultiplyAdd(l, x, y);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] static float Burst256()
    {
        var x = Vector256.Create(0.999999f);
        var y = Vector256.Create(1e-6f);
        Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int round = 0; round < Rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y); b = Vector256.FusedMultiplyAdd(b, x, y); c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y); e = Vector256.FusedMultiplyAdd(e, x, y); f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y); h = Vector256.FusedMultiplyAdd(h, x, y); i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y); k = Vector256.FusedMultiplyAdd(k, x, y); l = Vector256.FusedMultiplyAdd(l, x, y);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] static float Burst128()
    {
        var x = Vector128.Create(0.999999f);
        var y = Vector128.Create(1e-6f);
        Vector128<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int round = 0; round < Rounds; round++)
        {
            a = Vector128.MultiplyAddEstimate(a, x, y); b = Vector128.MultiplyAddEstimate(b, x, y); c = Vector128.MultiplyAddEstimate(c, x, y);
            d = Vector128.MultiplyAddEstimate(d, x, y); e = Vector128.MultiplyAddEstimate(e, x, y); f = Vector128.MultiplyAddEstimate(f, x, y);
            g = Vector128.MultiplyAddEstimate(g, x, y); h = Vector128.MultiplyAddEstimate(h, x, y); i = Vector128.MultiplyAddEstimate(i, x, y);
            j = Vector128.MultiplyAddEstimate(j, x, y); k = Vector128.MultiplyAddEstimate(k, x, y); l = Vector128.MultiplyAddEstimate(l, x, y);
        }
        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
