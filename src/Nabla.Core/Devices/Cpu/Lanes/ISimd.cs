namespace Nabla.Devices.Cpu;

/// <summary>One instruction set's vectors: <typeparamref name="V"/> holds <see cref="Count"/> elements of <typeparamref name="T"/>. Implemented once
/// per width (512, 256, 128 bits, and one scalar). Kernels do not use it directly: they are written over <see cref="ILane{L,T}"/>, which adds
/// operators.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="V">The machine's vector, for example <c>Vector512&lt;float&gt;</c>.</typeparam>
internal unsafe interface ISimd<T, V> where T : unmanaged where V : struct
{
    static abstract int Count { get; }
    /// <summary>Whether the machine has 32 vector registers (AVX-512, ARM) rather than 16: the shape of the GEMM tile follows.</summary>
    static abstract bool Has32Registers { get; }
    static abstract V Constant(double value);
    static abstract V Broadcast(T value);
    static abstract V Load(T* source);
    static abstract void Store(T* target, V value);
    /// <summary>The first <paramref name="count"/> elements, the others 0. May read, never uses, up to one vector beyond: blocks are padded for it.</summary>
    static abstract V LoadPart(T* source, int count);
    /// <summary>Stores the first <paramref name="count"/> elements and touches nothing beyond.</summary>
    static abstract void StorePart(T* target, V value, int count);
    static abstract V Add(V a, V b);
    static abstract V Subtract(V a, V b);
    static abstract V Multiply(V a, V b);
    static abstract V Divide(V a, V b);
    /// <summary>a·slope, and 0 where the slope is 0, even if a is infinite or NaN: what does not depend on a number has no gradient, whatever the number.</summary>
    static abstract V MultiplySlope(V a, V slope);
    static abstract V Negate(V a);
    static abstract V MultiplyAdd(V a, V b, V c);
    static abstract V Max(V a, V b);
    static abstract V Min(V a, V b);
    static abstract V Abs(V a);
    static abstract V Sqrt(V a);
    /// <summary>To the nearest whole number, ties to even.</summary>
    static abstract V Round(V a);
    static abstract V WhereGreater(V a, V b, V then, V otherwise);
    /// <summary>Whether any element of <paramref name="a"/> is greater than its neighbor in <paramref name="b"/>.</summary>
    static abstract bool AnyGreater(V a, V b);
    /// <summary>The absolute value of <paramref name="magnitude"/> with the sign bit of <paramref name="sign"/>.</summary>
    static abstract V CopySign(V magnitude, V sign);
    /// <summary>2ⁿ for whole n in the range of normal exponents.</summary>
    static abstract V PowerOfTwo(V n);
    /// <summary>a·2ⁿ, rounded once where the processor can, for whole n within twice the range of normal exponents.</summary>
    static abstract V Scale(V a, V n);
    /// <summary>Whether <see cref="Decompose"/> knows all numbers: those below the smallest normal one too, 0 as 1·2^−∞, ∞ as 1·2^∞, and negative ones
    /// and NaN as NaN.</summary>
    static abstract bool DecomposesAll { get; }
    /// <summary>The exponent e and mantissa m in [1, 2) of a positive normal number: a = m·2ᵉ.</summary>
    static abstract V Decompose(V a, out V mantissa);
    /// <summary>The sum of all elements, in a fixed order (pairwise halves).</summary>
    static abstract T Sum(V a);
    /// <summary>The largest element; NaN if any is.</summary>
    static abstract T MaxAcross(V a);
    /// <summary>0, 1, 2, … as numbers.</summary>
    static abstract V Indices { get; }
    /// <summary>The first <paramref name="count"/> elements of <paramref name="a"/>, the others of <paramref name="rest"/>.</summary>
    static abstract V Part(V a, int count, V rest);
}
