using Nabla.Data;
using Nabla.Modules;
using Nabla.Tasks;
using Nabla.Tensors;
using Nabla.Training;

namespace Nabla.Experiments.Tests;

public class MemoryNeedTests
{
    static readonly Linear Layer = new(784, 30_000, Rng.FromSeed(0));

    static MemoryNeed Need(int batch) => MemoryNeed.Of(Layer.Parameters, 4, batch, LearningTask.For([Field.Reals([784])], [Field.Numbered(10)]));

    [Fact]
    public void It_counts_what_is_made()
    {
        Assert.Equal(4.0 * 4 * (784 * 30_000 + 30_000), Need(1).ParameterBytes);
        Assert.Equal(4.0 * 100 * (2 * 784 + 1 + 30_000), Need(100).BatchBytes);
    }

    [Fact]
    public void Of_sequences_it_counts_the_logits_of_each_place()
    {
        Field tokens = Field.Tokens(Vocabulary.Numbered(50_000), 1024);
        var task = LearningTask.For([tokens], [tokens]);
        var head = new Linear(1, 50_000, Rng.FromSeed(0));
        Assert.Equal(4.0 * 8 * (3 * 1024 + 1024L * 50_000), MemoryNeed.Of(head.Parameters, 4, 8, task).BatchBytes);
        MemoryNeed.Of(head.Parameters, 4, 41, task).Check(long.MaxValue);
        Assert.Contains("2,150,400,000 logits", Assert.Throws<TrainingException>(() => MemoryNeed.Of(head.Parameters, 4, 42, task).Check(long.MaxValue)).Message);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_larger_part_as_remedy()
    {
        Need(100).Check(1L << 30);
        string model = Assert.Throws<TrainingException>(() => Need(100).Check(1 << 27)).Message, batch = Assert.Throws<TrainingException>(() => Need(1_000_000).Check(1L << 30)).Message;
        Assert.Contains("needs at least 0.4 GB, but the machine has 0.1 GB: 23,550,000 parameters × 4", model);
        Assert.Contains("model (--model) smaller", model);
        Assert.Contains("batch of 1,000,000 takes 117.6 GB: make the batch (--batch) smaller", batch);
    }
}
