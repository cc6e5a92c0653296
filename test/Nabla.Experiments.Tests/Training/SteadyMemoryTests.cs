using Nabla.Data;
using Nabla.Data.Generated;
using Nabla.Data.Samplers;
using Nabla.Devices.Cpu;
using Nabla.Experiments;
using Nabla.Memory;
using Nabla.Modules;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tasks;
using Nabla.Testing;
using Nabla.Training;

namespace Nabla.Experiments.Tests;

/// <summary>Nobody calls Dispose, and ten thousand steps are to a process as one hundred.</summary>
public sealed class SteadyMemoryTests
{
    const int WarmUp = 100, Steps = 10_000;

    static TrainStep Learner(string model, Dataset set)
    {
        Recipe recipe = Recipe.Standard with { Model = model, Dropout = 0.1 };
        LearningTask task = TrainingPlan.TaskOf(recipe, set.InputFields, set.TargetFields);
        Module network = TrainingPlan.CreateModel(recipe, task);
        var arena = new ParameterArena(network.Parameters);
        return new TrainStep(network, task, new AdamW().For(arena)) { Clipping = GradientClipping.ByNorm(1) };
    }

    static void Train(TrainStep learner, Loader loader, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            loader.MoveNext();
            learner.Accumulate(loader.Current, step);
            learner.Update(step);
        }
    }

    // What the warm-up left behind goes over several collections: until no more goes.
    static long LiveBytes()
    {
        long before, live = long.MaxValue;
        do
        {
            before = live;
            GC.Collect();
            GC.WaitForPendingFinalizers();
            live = GC.GetTotalMemory(forceFullCollection: true);
        }
        while (live < before);
        return live;
    }

    // What is left in a step are the tensors, nodes and counts themselves, some 300 bytes for each operation and direction.
    [Theory]
    [InlineData("mlp:16", 3_600)]
    [InlineData("residual-mlp:16x3", 10_600)]
    public void Memory_is_the_same_after_a_hundred_steps_and_after_ten_thousand(string model, long bytesOfStep) => OwnProcess.Run(() =>
    {
        Dataset set = PlaneSets.Moons(500);
        using var loader = new Loader(set, Sampler.For(set.Count, 25, 1));
        TrainStep learner = Learner(model, set);
        Train(learner, loader, 0, WarmUp);
        BlockPool pool = BlockPool.Of(CpuDevice.Instance);
        long live = LiveBytes(), misses = pool.Misses, used = pool.UsedBytes, allocated = GC.GetAllocatedBytesForCurrentThread();

        Train(learner, loader, WarmUp, Steps);

        allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (Steps - WarmUp);
        Assert.True(allocated <= bytesOfStep, $"A step of {model} leaves {allocated} bytes of garbage, more than {bytesOfStep}.");
        Assert.Equal((misses, used), (pool.Misses, pool.UsedBytes));
        Assert.InRange(LiveBytes() - live, -100_000, 100_000);
    }, [model, bytesOfStep]);
}
