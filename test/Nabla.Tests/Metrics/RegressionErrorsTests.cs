using Nabla.Metrics;

namespace Nabla.Tests.Metrics;

public class RegressionErrorsTests
{
    [Fact]
    public void Errors_are_as_their_formulas_say()
    {
        var errors = new RegressionErrors(1);
        foreach ((float truth, float predicted) in ((float, float)[])[(1, 2), (2, 2), (3, 1), (6, 7)]) errors.Add([truth], [predicted]);
        Assert.Equal(4, errors.Count);
        Assert.Equal(Math.Sqrt(6 / 4.0), errors.RootMeanSquare, 12);
        Assert.Equal(1, errors.MeanAbsolute, 12);
        // The mean is 3, the squared deviations 4 + 1 + 0 + 9.
        Assert.Equal(1 - 6 / 14.0, errors.Determination, 12);
    }

    [Fact]
    public void A_large_mean_costs_no_digits_and_a_number_that_never_varies_does_not_count()
    {
        var errors = new RegressionErrors(2);
        foreach (float offset in (float[])[-4, 0, 4]) errors.Add([1e7f + offset, 5], [1e7f + offset + 1, 5]);
        Assert.Equal(1 - 3 / 32.0, errors.Determination, 9);
        Assert.Equal(0.5, errors.MeanAbsolute, 12);
    }

    [Fact]
    public void Of_nothing_they_are_no_numbers_and_rows_must_fit()
    {
        var errors = new RegressionErrors(2);
        Assert.True(double.IsNaN(errors.RootMeanSquare) && double.IsNaN(errors.MeanAbsolute) && double.IsNaN(errors.Determination));
        Assert.Throws<ArgumentException>(() => errors.Add([1], [1, 2]));
    }
}
