namespace Nabla.Operations;

/// <summary>Moving averages, kept up to date in place. Nothing is recorded: they are state, not part of what is differentiated.</summary>
public static class MovingAverageOperation
{
    extension(Tensor average)
    {
        /// <summary>S ← S + share·(scale·x − S) in place.</summary>
        /// <param name="x">The newest numbers, of the average's shape and type.</param>
        /// <param name="share">The weight of the newest, from 0 to 1.</param>
        /// <param name="scale">What x is multiplied with on the way.</param>
        /// <exception cref="ArgumentException">Shapes or types differ, or the average is a strided view.</exception>
        public void Approach(Tensor x, double share, double scale = 1)
        {
            Operand.RequireReal(average, "Approach");
            Operand.RequireLike(average, x, average.Shape, "Approach", "numbers");
            if (!average.IsContiguous) throw new ArgumentException($"Approach: expected a contiguous average, got a view of shape {average.Shape}: write to its source.");
            average.Kernels.Update(new Step(share), average.Region, x.Contiguous().Region, default, default, average.Count, scale);
        }
    }

    // x stands in the place of a gradient.
    readonly struct Step(Coefficient share) : IUpdateFormula
    {
        public static int States => 0;

        [MethodImpl(AggressiveInlining)] void IUpdateFormula.Step<R>(ref R parameter, R gradient, ref R first, ref R second) =>
            parameter = R.MultiplyAdd(share.In<R>(), gradient - parameter, parameter);
    }
}
