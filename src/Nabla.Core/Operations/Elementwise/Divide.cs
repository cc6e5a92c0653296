namespace Nabla.Operations.Elementwise;

/// <summary>a/b.</summary>
internal readonly struct Divide : IBinaryFormula
{
    [MethodImpl(AggressiveInlining)] public R Value<R>(R a, R b) where R : struct, IReal<R> => a / b;
}
