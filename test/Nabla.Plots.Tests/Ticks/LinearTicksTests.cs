using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Nabla.Plots.Ticks;

namespace Nabla.Plots.Tests.Ticks;

public class LinearTicksTests
{
    static readonly Gen<(double Low, double High, int Most)> Ranges =
        from low in Gen.Choose(-1_000_000, 1_000_000)
        from width in Gen.Choose(1, 1_000_000)
        from power in Gen.Choose(-8, 8)
        from most in Gen.Choose(2, 12)
        select (low * Math.Pow(10, power), (low + width) * Math.Pow(10, power), most);

    [Fact]
    public void Ticks_lie_inside_rise_by_one_nice_step_and_are_few()
    {
        Prop.ForAll(Ranges.ToArbitrary(), range =>
        {
            var ticks = LinearTicks.Between(range.Low, range.High, range.Most).Major;
            double step = ticks.Count > 1 ? ticks[1].Value - ticks[0].Value : LinearTicks.NiceStep(range.High - range.Low, range.Most);
            Assert.InRange(ticks.Count, 1, range.Most + 1);
            Assert.All(ticks, t => Assert.InRange(t.Value, range.Low - 1e-6 * step, range.High + 1e-6 * step));
            for (int i = 1; i < ticks.Count; i++)
                Assert.Equal(1, (ticks[i].Value - ticks[i - 1].Value) / step, 6);
            double mantissa = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-9));
            Assert.Contains(Math.Round(mantissa, 6), new[] { 1.0, 2, 5 });
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Texts_are_all_different()
    {
        Prop.ForAll(Ranges.ToArbitrary(), range =>
        {
            var texts = LinearTicks.Between(range.Low, range.High, range.Most).Major.Select(t => t.Text).ToList();
            Assert.Equal(texts.Count, texts.Distinct().Count());
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-1, 1, 4, "−1.0 −0.5 0.0 0.5 1.0")]
    [InlineData(0.05, 0.47, 2, "0.2 0.4")]
    [InlineData(0, 60000, 6, "0 10k 20k 30k 40k 50k 60k")]
    [InlineData(0, 2000000, 4, "0 0.5M 1.0M 1.5M 2.0M")]
    [InlineData(0, 0.0004, 4, "0 10⁻⁴ 2×10⁻⁴ 3×10⁻⁴ 4×10⁻⁴")]
    [InlineData(100.0001, 100.0005, 4, "100.0001 100.0002 100.0003 100.0004 100.0005")]
    public void Texts_show_what_the_step_asks_for(double low, double high, int most, string expected) =>
        Assert.Equal(expected, string.Join(' ', LinearTicks.Between(low, high, most).Major.Select(t => t.Text)));

    [Fact]
    public void Whole_numbers_have_no_half_ticks() =>
        Assert.Equal(["0", "1", "2"], LinearTicks.Between(0, 2, 8, whole: true).Major.Select(t => t.Text));

    [Fact]
    public void Texts_do_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal(["−0.5", "0.0", "0.5"], LinearTicks.Between(-0.5, 0.5, 2).Major.Select(t => t.Text));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
