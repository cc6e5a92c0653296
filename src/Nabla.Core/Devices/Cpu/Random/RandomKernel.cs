namespace Nabla.Devices.Cpu;

/// <summary>Tensors filled with random numbers, exactly those that <c>Rng</c> gives one by one, on every instruction set.</summary>
internal sealed unsafe class RandomKernel<T, L> : IRandomKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public void Uniform(Region y, long count, double low, double high, ulong key)
    {
        Uniform(y.At<T>(), count, low, high, key);
        GC.KeepAlive(y.Block);
    }

    public void Normal(Region y, long count, double mean, double deviation, ulong key)
    {
        Normal(y.At<T>(), count, mean, deviation, key);
        GC.KeepAlive(y.Block);
    }

    // Eight counters give four words each; word w of counter k is number 4k + w, and lies at 8w + k on the way.
    const int Counters = 8, Group = 4 * Counters;

    /// <summary>As <see cref="IRandomKernels.Uniform"/>.</summary>
    public static void Uniform(T* y, long count, double low, double high, ulong key) => Fill<UniformNumbers>(y, count, low, high - low, key);

    /// <summary>As <see cref="IRandomKernels.Normal"/>.</summary>
    public static void Normal(T* y, long count, double mean, double deviation, ulong key) => Fill<NormalNumbers>(y, count, mean, deviation, key);

    static void Fill<N>(T* y, long count, double shift, double scale, ulong key) where N : struct, INumbers
    {
        switch (L.Count * sizeof(T))
        {
            case 64: Fill<N, Words512, Vector512<double>, Simd512<double>>(y, count, shift, scale, key); break;
            case 32: Fill<N, Words256, Vector256<double>, Simd256<double>>(y, count, shift, scale, key); break;
            case 16: Fill<N, Words128, Vector128<double>, Simd128<double>>(y, count, shift, scale, key); break;
            default: Fill<N, WordsScalar, double, SimdScalar<double>>(y, count, shift, scale, key); break;
        }
    }

    static void Fill<N, W, V, S>(T* y, long count, double shift, double scale, ulong key)
        where N : struct, INumbers where W : struct, IWords<W> where V : struct where S : struct, ISimd<double, V>
    {
        var job = new Job<N, W, V, S> { Y = y, Shift = T.CreateTruncating(shift), Scale = T.CreateTruncating(scale), Key = key, Cut = Cut.Of(count, 4) };
        WorkerTeam.Run(job.Cut.Count, ref job);
    }

    struct Job<N, W, V, S> : IChunked where N : struct, INumbers where W : struct, IWords<W> where V : struct where S : struct, ISimd<double, V>
    {
        public T* Y;
        public T Shift, Scale;
        public ulong Key;
        public Cut Cut;

        [SkipLocalsInit, MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            double* numbers = stackalloc double[Group];
            long end = Cut.End(chunk);
            for (long i = Cut.First(chunk); i < end; i += Group)
            {
                for (int k = 0; k < Counters; k += W.Count) Words<N, W>(Key, (ulong)(i / 4 + k), (ulong*)numbers + k);
                for (int k = 0; k < Counters; k += S.Count) N.Make<V, S>(numbers + k);
                int count = (int)Math.Min(Group, end - i), fours = count / 4;
                T* target = Y + i;
                for (int k = 0; k < fours; k++, target += 4)
                {
                    target[0] = Number(numbers[k]);
                    target[1] = Number(numbers[k + Counters]);
                    target[2] = Number(numbers[k + 2 * Counters]);
                    target[3] = Number(numbers[k + 3 * Counters]);
                }
                for (int j = 4 * fours; j < count; j++) Y[i + j] = Number(numbers[j % 4 * Counters + fours]);
            }
        }

        [MethodImpl(AggressiveInlining)] readonly T Number(double drawn) => Shift + Scale * T.CreateTruncating((float)drawn);
    }

    /// <summary>Random words as the doubles 2⁵² + word, whose lowest bits are the word.</summary>
    [MethodImpl(AggressiveInlining)]
    static void Words<N, W>(ulong key, ulong counter, ulong* numbers) where N : struct, INumbers where W : struct, IWords<W>
    {
        W lower = W.Broadcast(uint.MaxValue), whole = W.Broadcast(0x4330000000000000);
        PhiloxWords<W>.At(key, counter, 0, out W a, out W b, out W c, out W d);
        W.Store(numbers, (a & lower) >>> N.Dropped | whole);
        W.Store(numbers + Counters, (b & lower) >>> N.Dropped | whole);
        W.Store(numbers + 2 * Counters, (c & lower) >>> N.Dropped | whole);
        W.Store(numbers + 3 * Counters, (d & lower) >>> N.Dropped | whole);
    }

    interface INumbers
    {
        /// <summary>Lowest bits of a word that are not used.</summary>
        static abstract int Dropped { get; }
        /// <summary>The distribution's numbers in place of those at 0, 8, 16 and 24.</summary>
        static abstract void Make<V, S>(double* numbers) where V : struct where S : struct, ISimd<double, V>;
    }

    readonly struct UniformNumbers : INumbers
    {
        public static int Dropped => 8;

        [MethodImpl(AggressiveInlining)] public static void Make<V, S>(double* numbers) where V : struct where S : struct, ISimd<double, V>
        {
            for (int w = 0; w < 4; w++) S.Store(numbers + w * Counters, S.Multiply(Word<V, S>(numbers + w * Counters), S.Constant(1.0 / (1 << 24))));
        }
    }

    readonly struct NormalNumbers : INumbers
    {
        public static int Dropped => 0;

        [MethodImpl(AggressiveInlining)] public static void Make<V, S>(double* numbers) where V : struct where S : struct, ISimd<double, V>
        {
            for (int w = 0; w < 4; w += 2)
            {
                BoxMuller<V, S>.Pair(Word<V, S>(numbers + w * Counters), Word<V, S>(numbers + (w + 1) * Counters), out V cosine, out V sine);
                S.Store(numbers + w * Counters, cosine);
                S.Store(numbers + (w + 1) * Counters, sine);
            }
        }
    }

    [MethodImpl(AggressiveInlining)]
    static V Word<V, S>(double* number) where V : struct where S : struct, ISimd<double, V> => S.Subtract(S.Load(number), S.Constant(4503599627370496));
}
