using Nabla.Data;
using Nabla.Data.Samplers;
using Nabla.Features;
using Nabla.Tensors;

namespace Nabla.Tests.Data;

public class AugmentationTests
{
    static ArrayDataset Rows(int count, int width) => new("rows", Column.Of(new float[count * width], [width]), Column.Of(Enumerable.Range(0, count).Select(i => i % 2).ToArray(), Field.Numbered(2)));

    // What each example of each step became.
    static List<float[]> Contents(Dataset data, Sampler sampler, int workers, long first = 0, params Augmentation[] augmentations)
    {
        var all = new List<float[]>();
        using var loader = new Loader(data, sampler, firstStep: first, endStep: 20, workers: workers, augmentations: augmentations);
        while (loader.MoveNext()) all.Add(loader.Current.Inputs.Floats[..(loader.Current.Count * data.Input.Size)].ToArray());
        return all;
    }

    sealed class Told : Augmentation
    {
        public override void Apply(long index, long epoch, Cells input, Cells target) => (input.Floats[0], input.Floats[1], target.Integers[0]) = (index, epoch, 1);
    }

    [Fact]
    public void It_knows_the_example_and_the_epoch_and_may_change_the_target()
    {
        var told = new Told();
        using var loader = new Loader(Rows(5, 2), new ShuffledSampler(5, 2, seed: 1), endStep: 9, augmentations: [told]);
        while (loader.MoveNext())
        {
            Batch batch = loader.Current;
            for (int row = 0; row < batch.Count; row++)
                Assert.Equal((batch.Indices[row], batch.Step / 3, 1), ((long)batch.Inputs.Floats[2 * row], (long)batch.Inputs.Floats[2 * row + 1], batch.Targets.Integers[row]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Workers_and_resuming_change_nothing_and_every_epoch_is_another(int workers)
    {
        var noise = new GaussianNoise(0.5, seed: 7);
        var sampler = new SequentialSampler(10, 4);
        List<float[]> whole = Contents(Rows(10, 17), sampler, 0, 0, noise);
        Assert.Equal(whole, Contents(Rows(10, 17), sampler, workers, 0, noise));
        Assert.Equal(whole[7..], Contents(Rows(10, 17), sampler, workers, 7, noise));
        Assert.NotEqual(whole[0], whole[3]);
        Assert.NotEqual(whole[0], Contents(Rows(10, 17), sampler, 0, 0, new GaussianNoise(0.5, seed: 8))[0]);
        var drawn = new ReplacementSampler(1, 1, seed: 1);
        Assert.NotEqual(Contents(Rows(1, 4), drawn, 0, 0, noise)[0], Contents(Rows(1, 4), drawn, 0, 0, noise)[1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(1000)]
    public void Noise_has_its_deviation_and_no_mean(int width)
    {
        float[] numbers = [.. Contents(Rows(200, width), new SequentialSampler(200, 100), 0, 0, new GaussianNoise(0.5, seed: 7)).SelectMany(each => each)];
        double mean = numbers.Average(x => (double)x), deviation = Math.Sqrt(numbers.Average(x => (x - mean) * (x - mean))), error = 4 / Math.Sqrt(numbers.Length);
        Assert.InRange(mean, -0.5 * error, 0.5 * error);
        Assert.InRange(deviation, 0.5 * (1 - error), 0.5 * (1 + error));
    }

    [Fact]
    public void Several_go_one_after_the_other()
    {
        Augmentation first = new GaussianNoise(0.1, 1), second = new GaussianNoise(0.2, 2);
        var sampler = new SequentialSampler(6, 3);
        float[] one = Contents(Rows(6, 3), sampler, 0, 0, first)[0], two = Contents(Rows(6, 3), sampler, 0, 0, second)[0], both = Contents(Rows(6, 3), sampler, 0, 0, first, second)[0];
        for (int i = 0; i < both.Length; i++) Assert.Equal(one[i] + two[i], both[i], 1e-6f);
    }

    [Fact]
    public void Noise_refuses_what_has_no_real_numbers()
    {
        var tokens = new ArrayDataset("t", Column.Of([0, 1], Field.Tokens(Vocabulary.Numbered(2), 1)), Column.Of([0, 1], Field.Numbered(2)));
        Assert.Contains("real numbers", Assert.Throws<DataException>(() => new Loader(tokens, new SequentialSampler(2, 1), augmentations: [new GaussianNoise(0.1, 0)])).Message);
    }
}
