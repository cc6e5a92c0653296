namespace Nabla.Operations;

/// <summary>Sums of squares: what norms, and checks that all is finite, are made of.</summary>
public static class SumOfSquaresOperation
{
    extension(Tensor x)
    {
        /// <summary>Σ x², accumulated in double, also where a square leaves the range of the type. It is a number, of which backward knows nothing.</summary>
        public double SumOfSquares()
        {
            Operand.RequireReal(x, "SumOfSquares");
            return x.IsContiguous && x.Family<ISumOfSquaresKernels>() is { } kernels ? kernels.SumOfSquares(x.Region, x.Count) : Summed(x);
        }
    }

    static double Summed(Tensor x) => Tape.Pause(() => x.To(DataType.Float64).Square().Sum().ToScalar());
}
