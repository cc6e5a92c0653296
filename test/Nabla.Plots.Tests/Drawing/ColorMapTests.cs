using Nabla.Plots.Drawing;

namespace Nabla.Plots.Tests.Drawing;

public class ColorMapTests
{
    [Fact]
    public void The_sequential_map_grows_steadily_lighter()
    {
        var light = Enumerable.Range(0, 101).Select(i => ColorMap.Sequential.At(i / 100.0).Luminance).ToList();
        Assert.All(light.Zip(light.Skip(1)), pair => Assert.True(pair.Second > pair.First - 0.002));
        Assert.True(light[^1] - light[0] > 0.6);
    }

    [Fact]
    public void Neighbouring_colors_are_close()
    {
        foreach (var map in new[] { ColorMap.Sequential, ColorMap.Blues, ColorMap.Diverging, ColorMap.Grey })
        {
            for (int i = 0; i < 200; i++)
            {
                Rgb a = map.At(i / 200.0), b = map.At((i + 1) / 200.0);
                Assert.True(Math.Abs(a.R - b.R) + Math.Abs(a.G - b.G) + Math.Abs(a.B - b.B) < 24, $"jump at {i}");
            }
        }
    }

    [Fact]
    public void Places_outside_are_cut()
    {
        Assert.Equal(ColorMap.Grey.Color(-3), ColorMap.Grey.Color(0));
        Assert.Equal("#ffffff", ColorMap.Grey.Color(7));
        Assert.Equal("#000000", ColorMap.Grey.Color(double.NaN));
    }
}
