using System.Runtime.CompilerServices;
using Nabla.Devices;

namespace Nabla.Outside.Tests;

/// <summary>x·e^(−x²/2w²): an element-wise operation is its formula. Value, gradient, every vector width and CUDA text come from one line.</summary>
readonly struct Bump(double width) : IUnaryFormula
{
    readonly Coefficient factor = -0.5 / (width * width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => x * R.Exp(factor.In<R>() * x * x);
}

/// <summary>√(a² + b²), of two operands with broadcasting.</summary>
readonly struct Hypotenuse : IBinaryFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R a, R b) where R : struct, IReal<R> => R.Sqrt(R.MultiplyAdd(a, a, b * b));
}

/// <summary>The formula as a layer.</summary>
sealed partial class BumpLayer(double width) : Activation<Bump>(new(width));

static class FormulaVerbs
{
    extension(Tensor x)
    {
        public Tensor Bump(double width) => ElementwiseOperation.Apply(x, new Bump(width));

        public Tensor Hypotenuse(Tensor b) => ElementwiseOperation.Apply(x, b, new Hypotenuse());
    }
}
