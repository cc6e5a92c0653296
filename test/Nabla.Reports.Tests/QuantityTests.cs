using Nabla.Reports;

namespace Nabla.Reports.Tests;

public class QuantityTests
{
    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.5, "0.50 s")]
    [InlineData(39.23, "39.2 s")]
    [InlineData(200.0, "3 min 20 s")]
    [InlineData(90_000.0, "25 h 0 min")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.MinValue, "–")]
    [InlineData(double.MaxValue, "277777 h 46 min")]
    public void Durations(double? seconds, string text) => Assert.Equal(text, Quantity.Duration(seconds));

    [Theory]
    [InlineData(500.0, "0.5 kB")]
    [InlineData(158_000_000.0, "158 MB")]
    [InlineData(4.2e9, "4.2 GB")]
    public void Sizes(double? bytes, string text) => Assert.Equal(text, Quantity.Bytes(bytes));

    [Theory]
    [InlineData(0.05538123, "0.05538")]
    [InlineData(0.0, "0")]
    [InlineData(1.5e-7, "1.50e-7")]
    [InlineData(double.NaN, "not a number")]
    [InlineData(double.PositiveInfinity, "infinite")]
    public void Losses(double? loss, string text) => Assert.Equal(text, Quantity.Loss(loss));
}
