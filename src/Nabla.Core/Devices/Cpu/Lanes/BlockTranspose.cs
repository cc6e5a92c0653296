namespace Nabla.Devices.Cpu;

/// <summary>Transposes a square block of as many rows as a vector has elements. Quarters of vectors (128 bits) are gathered from rows by loads, so
/// that only the small transposes inside the quarters need shuffles. Strides count elements.</summary>
internal static unsafe class BlockTranspose<T> where T : unmanaged
{
    /// <summary>target[j, i] = source[i, j] for i, j below <paramref name="size"/>: the elements of a vector of 512, 256 or 128 bits, or 1.</summary>
    [MethodImpl(AggressiveInlining)] public static void Run(int size, T* source, nint strideSource, T* target, nint strideTarget)
    {
        if (size == 1) *target = *source;
        else if (typeof(T) == typeof(float))
        {
            for (int j = 0; j < size; j += 4) Four(size, (float*)source + j, strideSource, (float*)target + j * strideTarget, strideTarget);
        }
        else
        {
            for (int j = 0; j < size; j += 2) Two(size, (double*)source + j, strideSource, (double*)target + j * strideTarget, strideTarget);
        }
    }

    [MethodImpl(AggressiveInlining)] static void Four(int size, float* source, nint from, float* target, nint to)
    {
        if (size == 16)
        {
            Vector512<float> a = Gather512(source, 4 * from), b = Gather512(source + from, 4 * from);
            Vector512<float> c = Gather512(source + 2 * from, 4 * from), d = Gather512(source + 3 * from, 4 * from);
            Vector512<float> low = Avx512F.UnpackLow(a, c), high = Avx512F.UnpackHigh(a, c), low2 = Avx512F.UnpackLow(b, d), high2 = Avx512F.UnpackHigh(b, d);
            Avx512F.UnpackLow(low, low2).Store(target);
            Avx512F.UnpackHigh(low, low2).Store(target + to);
            Avx512F.UnpackLow(high, high2).Store(target + 2 * to);
            Avx512F.UnpackHigh(high, high2).Store(target + 3 * to);
        }
        else if (size == 8)
        {
            Vector256<float> a = Gather256(source, 4 * from), b = Gather256(source + from, 4 * from);
            Vector256<float> c = Gather256(source + 2 * from, 4 * from), d = Gather256(source + 3 * from, 4 * from);
            Vector256<float> low = Avx.UnpackLow(a, c), high = Avx.UnpackHigh(a, c), low2 = Avx.UnpackLow(b, d), high2 = Avx.UnpackHigh(b, d);
            Avx.UnpackLow(low, low2).Store(target);
            Avx.UnpackHigh(low, low2).Store(target + to);
            Avx.UnpackLow(high, high2).Store(target + 2 * to);
            Avx.UnpackHigh(high, high2).Store(target + 3 * to);
        }
        else
        {
            Vector128<float> a = Vector128.Load(source), b = Vector128.Load(source + from), c = Vector128.Load(source + 2 * from), d = Vector128.Load(source + 3 * from);
            Vector128<float> low = Interleave.Low(a, c), high = Interleave.High(a, c), low2 = Interleave.Low(b, d), high2 = Interleave.High(b, d);
            Interleave.Low(low, low2).Store(target);
            Interleave.High(low, low2).Store(target + to);
            Interleave.Low(high, high2).Store(target + 2 * to);
            Interleave.High(high, high2).Store(target + 3 * to);
        }
    }

    [MethodImpl(AggressiveInlining)] static void Two(int size, double* source, nint from, double* target, nint to)
    {
        if (size == 8)
        {
            Vector512<double> a = Gather512((float*)source, 4 * from).AsDouble(), b = Gather512((float*)(source + from), 4 * from).AsDouble();
            Avx512F.UnpackLow(a, b).Store(target);
            Avx512F.UnpackHigh(a, b).Store(target + to);
        }
        else if (size == 4)
        {
            Vector256<double> a = Gather256((float*)source, 4 * from).AsDouble(), b = Gather256((float*)(source + from), 4 * from).AsDouble();
            Avx.UnpackLow(a, b).Store(target);
            Avx.UnpackHigh(a, b).Store(target + to);
        }
        else
        {
            Vector128<double> a = Vector128.Load(source), b = Vector128.Load(source + from);
            Vector128.Create(a.GetLower(), b.GetLower()).Store(target);
            Vector128.Create(a.GetUpper(), b.GetUpper()).Store(target + to);
        }
    }

    [MethodImpl(AggressiveInlining)] static Vector512<float> Gather512(float* source, nint stride)
    {
        Vector512<float> quarters = Vector128.Load(source).ToVector256Unsafe().ToVector512Unsafe();
        quarters = Avx512F.InsertVector128(quarters, Vector128.Load(source + stride), 1);
        quarters = Avx512F.InsertVector128(quarters, Vector128.Load(source + 2 * stride), 2);
        return Avx512F.InsertVector128(quarters, Vector128.Load(source + 3 * stride), 3);
    }

    [MethodImpl(AggressiveInlining)] static Vector256<float> Gather256(float* source, nint stride)
        => Avx.InsertVector128(Vector128.Load(source).ToVector256Unsafe(), Vector128.Load(source + stride), 1);
}
