namespace Nabla.Operations.Elementwise;

/// <summary>a − b.</summary>
internal readonly struct Subtract : IBinaryFormula
{
    public static (double A, double B)? ConstantSlopes => (1, -1);

    [MethodImpl(AggressiveInlining)] public R Value<R>(R a, R b) where R : struct, IReal<R> => a - b;
}
