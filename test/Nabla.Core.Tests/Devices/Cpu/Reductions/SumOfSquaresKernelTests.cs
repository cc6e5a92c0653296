using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

public class SumOfSquaresKernelTests
{
    [Theory, ClassData(typeof(EveryLane))]
    public void The_sum_of_squares_is_right_from_the_tiny_to_the_huge(string lane) => EveryLane.Visit(lane, new Definition());

    sealed unsafe class Definition : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (int count in new[] { 0, 1, 7, 15, 16, 17, 33, 1000, 4095, 4097, 300_001 })
                foreach (double scale in new[] { 1, 1e-30, 1e-42, 1e25, 3e38 })
                {
                    Room<T> x = Numbers<T>(count, count, scale);
                    double expected = Doubles(x).Chunk(1000).Sum(part => part.Sum(value => value * value)), actual = SumOfSquaresKernel<T, L>.SumOfSquares(x, count);
                    double places = typeof(T) == typeof(float) ? L.Count == 1 ? 3e-5 : 2e-6 : 1e-13;
                    Assert.True(Math.Abs(actual - expected) <= places * expected, $"{count} numbers below {scale}: {actual:R} instead of {expected:R}");
                }
            foreach (double bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            {
                var x = new Room<T>(5000, i => T.CreateTruncating(i == 4500 ? bad : 1));
                Assert.Equal(bad * bad, SumOfSquaresKernel<T, L>.SumOfSquares(x, x.Count));
            }
        }
    }
}
