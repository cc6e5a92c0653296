using System.Numerics;

namespace Nabla.Devices.Cpu;

/// <summary>Tensors filled with random numbers, four to a counter, exactly as <c>Rng</c> gives them one by one. For initial weights: drawn once, so without vectors.</summary>
internal static unsafe class RandomKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>As <see cref="IKernels.Uniform"/>.</summary>
    public static void Uniform(T* y, long count, double low, double high, ulong key) => Fill<UniformNumbers>(y, count, low, high - low, key);

    /// <summary>As <see cref="IKernels.Normal"/>.</summary>
    public static void Normal(T* y, long count, double mean, double deviation, ulong key) => Fill<NormalNumbers>(y, count, mean, deviation, key);

    static void Fill<N>(T* y, long count, double shift, double scale, ulong key) where N : struct, INumbers
    {
        var job = new Job<N> { Y = y, Shift = T.CreateTruncating(shift), Scale = T.CreateTruncating(scale), Key = key, Cut = Cut.Of(count, 8) };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job<N> : IChunked where N : struct, INumbers
    {
        public T* Y;
        public T Shift, Scale;
        public ulong Key;
        public Cut Cut;

        public readonly void Run(int chunk)
        {
            float* four = stackalloc float[4];
            long end = Cut.End(chunk);
            for (long i = Cut.First(chunk); i < end; i += 4)
            {
                N.Of(Philox.At(Key, (ulong)i >> 2, 0), four);
                for (int j = 0; j < Math.Min(4, end - i); j++) Y[i + j] = Shift + Scale * T.CreateTruncating(four[j]);
            }
        }
    }

    interface INumbers
    {
        static abstract void Of((uint A, uint B, uint C, uint D) words, float* four);
    }

    readonly struct UniformNumbers : INumbers
    {
        public static void Of((uint A, uint B, uint C, uint D) words, float* four)
        {
            four[0] = Draw.Uniform(words.A);
            four[1] = Draw.Uniform(words.B);
            four[2] = Draw.Uniform(words.C);
            four[3] = Draw.Uniform(words.D);
        }
    }

    readonly struct NormalNumbers : INumbers
    {
        public static void Of((uint A, uint B, uint C, uint D) words, float* four)
        {
            (four[0], four[1]) = Draw.Normal(words.A, words.B);
            (four[2], four[3]) = Draw.Normal(words.C, words.D);
        }
    }
}
