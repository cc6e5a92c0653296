using Nabla.Data;
using Nabla.Data.Generated;

namespace Nabla.Tests.Data.Generated;

public class GlyphsTests
{
    static (float[] Image, int Label) Example(Dataset set, long index)
    {
        var image = new float[784];
        var label = new int[1];
        set.Read(index, image, label);
        return (image, label[0]);
    }

    [Fact]
    public void An_example_depends_on_seed_and_index_only()
    {
        var stream = Glyphs.Stream(5);
        var expected = Enumerable.Range(0, 64).Select(i => Example(stream, i)).ToArray();
        Parallel.For(0, 256, i =>
        {
            var (image, label) = Example(Glyphs.Stream(5), i % 64);
            Assert.True(image.AsSpan().SequenceEqual(expected[i % 64].Image));
            Assert.Equal(expected[i % 64].Label, label);
        });
        Assert.NotEqual(expected[0].Image, Example(Glyphs.Stream(6), 0).Image);
    }

    [Fact]
    public void The_pictures_are_the_same_on_every_machine()
    {
        ulong hash = 14695981039346656037;
        for (int i = 0; i < 50; i++)
            foreach (float value in Example(Glyphs.Stream(1), i).Image) hash = (hash ^ (byte)MathF.Round(value * 255)) * 1099511628211;
        Assert.Equal(17369615168995928578UL, hash);
    }

    [Fact]
    public void Values_are_255ths_between_0_and_1()
    {
        var stream = Glyphs.Stream(2);
        for (int i = 0; i < 200; i++)
            foreach (float value in Example(stream, i).Image)
            {
                Assert.InRange(value, 0, 1);
                Assert.Equal(MathF.Round(value * 255) / 255, value);
            }
    }

    [Fact]
    public void Digits_come_equally_often()
    {
        var stream = Glyphs.Stream(3);
        var counts = new int[10];
        for (int i = 0; i < 20_000; i++) counts[stream.LabelOf(i)]++;
        Assert.InRange(counts.Sum(c => (c - 2000.0) * (c - 2000.0) / 2000.0), 0, 34); // 9 degrees of freedom
    }

    [Fact]
    public void Every_picture_shows_a_digit_well_inside_its_frame()
    {
        var stream = Glyphs.Stream(4);
        for (int i = 0; i < 500; i++)
        {
            var (image, _) = Example(stream, i);
            float inner = 0, border = 0;
            for (int y = 0; y < 28; y++)
                for (int x = 0; x < 28; x++)
                    if (x is 0 or 27 || y is 0 or 27) border += image[y * 28 + x] / 108;
                    else inner += image[y * 28 + x] / 676;
            Assert.InRange(inner, 0.03f, 0.6f);
            Assert.True(border < inner, $"example {i}: border {border}, inside {inner}");
        }
    }

    [Fact]
    public void Train_test_and_validation_share_no_picture()
    {
        var split = Glyphs.Split(1, 300, 300);
        Assert.Equal((300L, 300L, (long?)null), (split.Test.Count!.Value, split.Validation!.Count!.Value, split.Train.Count));
        static string Key(Dataset set, int i) => string.Join(' ', Example(set, i).Image.Take(200));
        var train = Enumerable.Range(0, 300).Select(i => Key(split.Train, i)).ToHashSet();
        var test = Enumerable.Range(0, 300).Select(i => Key(split.Test, i)).ToHashSet();
        Assert.Equal(300, train.Count);
        Assert.Equal(300, test.Count);
        Assert.Empty(train.Intersect(test));
        Assert.Empty(Enumerable.Range(0, 300).Select(i => Key(split.Validation!, i)).Intersect(train.Union(test)));
    }

    [Fact]
    public void The_stream_has_no_end()
    {
        Assert.Null(Glyphs.Stream(1).Count);
        Assert.Contains(Example(Glyphs.Stream(1), long.MaxValue - 1).Image, v => v > 0.5f);
    }
}
