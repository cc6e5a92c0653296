using Nabla.Losses;
using Nabla.Modules;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tensors;

namespace Nabla.Cli.Benchmarks;

/// <summary>Training steps of a language model on one batch of made-up tokens, with AdamW and clipping at norm 1.</summary>
static class LanguageWorkload
{
    /// <summary>Steps of a model.</summary>
    /// <param name="model">The model, untrained.</param>
    /// <param name="batch">Sequences in the batch.</param>
    /// <param name="time">Tokens in a sequence.</param>
    /// <param name="otherFlops">Floating-point operations of a step, but for those of its linear layers.</param>
    public static Workload Of(LanguageModel model, int batch, int time, double otherFlops)
    {
        var arena = new ParameterArena(model.Parameters);
        var step = new TrainStep(model, new CrossEntropyLoss(), new AdamW { WeightDecay = 0.01 }.For(arena)) { LearningRate = 1e-3, Clipping = GradientClipping.ByNorm(1) };
        return TrainingWorkload.Of(step, RandomTokens(batch, time, model.Vocabulary), TrainingWorkload.LinearFlops(model, batch * time) + otherFlops);
    }

    static ArrayDataset RandomTokens(int count, int time, int vocabulary)
    {
        var rng = Rng.FromSeed(0);
        int[] Tokens(string purpose) => [.. Enumerable.Range(0, count * time).Select(i => (int)(rng.Fork(purpose).Bits(i) % (uint)vocabulary))];
        Field sequence = Field.Tokens(Vocabulary.Numbered(vocabulary), time);
        return new ArrayDataset("random", Column.Of(Tokens("inputs"), sequence), Column.Of(Tokens("targets"), sequence));
    }
}
