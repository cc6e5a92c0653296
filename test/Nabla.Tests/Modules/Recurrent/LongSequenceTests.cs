using Nabla.Gradients;
using Nabla.Memory;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tensors;

namespace Nabla.Tests.Modules.Recurrent;

public class LongSequenceTests
{
    [Theory, InlineData(RecurrentKind.Lstm, 12), InlineData(RecurrentKind.Gru, 2)]
    public void A_training_step_leaves_no_more_to_the_collector_for_a_thousand_steps_than_for_ten(RecurrentKind kind, int batch)
    {
        long few = Allocated(kind, batch, 10, out _), many = Allocated(kind, batch, 1000, out double[] losses);
        Assert.InRange(many, 0, few + 4096);
        Assert.All(losses, loss => Assert.True(double.IsFinite(loss)));
        Assert.True(losses[^1] < 0.9 * losses[0], $"loss went from {losses[0]} to {losses[^1]}");
    }

    /// <summary>Bytes that a step of training allocates once the pool has what it needs: the least of several, because the runtime's own pools allocate at times.</summary>
    static long Allocated(RecurrentKind kind, int batch, int time, out double[] losses)
    {
        var model = new RecurrentLanguageModel(kind, 5, 20, Rng.FromSeed(1), layers: 2, embeddingWidth: 8);
        var arena = new ParameterArena(model.Parameters);
        var optimizer = new AdamW().For(arena);
        int[] text = [.. Enumerable.Range(0, batch * (time + 1)).Select(i => i % (time + 1) % 3 + 1)];
        Tensor all = Tensor.From(text, [batch, time + 1]), input = all.Slice(1, 0, time).Contiguous(), next = all.Slice(1, 1, time).Contiguous();
        var (values, bytes) = (new List<double>(), new List<long>());
        for (int step = 0; step < 20; step++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Scope.Run(() =>
            {
                values.Add(Tape.Differentiate(() => model.Call(input).CrossEntropyMean(next), step).ToScalar());
                optimizer.Step(learningRate: 0.01);
                arena.ClearGradients();
            });
            bytes.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }
        losses = [.. values];
        return bytes.Skip(5).Min();
    }
}
