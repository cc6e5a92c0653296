namespace Nabla.Operations.Elementwise;

/// <summary>a·b.</summary>
internal readonly struct Multiply : IBinaryFormula
{
    public static bool HasSlopes => true;

    [MethodImpl(AggressiveInlining)] public R Value<R>(R a, R b) where R : struct, IReal<R> => a * b;

    [MethodImpl(AggressiveInlining)] public R SlopeA<R>(R a, R b) where R : struct, IReal<R> => b;

    [MethodImpl(AggressiveInlining)] public R SlopeB<R>(R a, R b) where R : struct, IReal<R> => a;
}
