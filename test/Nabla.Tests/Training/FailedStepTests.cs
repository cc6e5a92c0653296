using Nabla.Data;
using Nabla.Losses;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Optimizers;
using Nabla.Parameters;
using Nabla.Tasks;
using Nabla.Tensors;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>Steps that throw, and steps, options and answers that cannot be.</summary>
public partial class FailedStepTests
{
    sealed partial class Faulty(Module inner) : Module
    {
        readonly Module inner = inner;
        public bool Fails { get; set; }
        public override Tensor Forward(Tensor input) => Fails ? throw new InvalidDataException("a fault") : inner.Call(input);
    }

    [Theory, InlineData(0), InlineData(-1)]
    public void Options_that_train_on_nothing_are_refused(int count)
    {
        Assert.Contains("Accumulate", Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerOptions { Accumulate = count }).Message);
        Assert.Contains("Batch", Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerOptions { Batch = count }).Message);
        Assert.Contains("Steps", Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerOptions { Steps = -1 }).Message);
        Assert.Contains("Patience", Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerOptions { Patience = -1 }).Message);
    }

    [Fact]
    public void An_optimizer_of_another_model_is_refused()
    {
        Linear model = new(2, 1, Rng.FromSeed(1)), other = new(2, 1, Rng.FromSeed(2));
        Optimizer optimizer = new Sgd().For(new ParameterArena(other.Parameters));
        Assert.Contains("no parameter of", Assert.Throws<ArgumentException>(() => new TrainStep(model, new MeanSquaredError(), optimizer)).Message);
    }

    [Fact]
    public void A_negative_rate_is_refused()
    {
        Linear model = new(2, 1, Rng.FromSeed(1));
        Optimizer optimizer = new Sgd().For(new ParameterArena(model.Parameters));
        Assert.ThrowsAny<ArgumentException>(() => optimizer.Step(-0.1));
        Assert.ThrowsAny<ArgumentException>(() => new TrainStep(model, new MeanSquaredError(), optimizer) { LearningRate = -0.1 });
    }

    [Fact]
    public void One_tensor_does_not_begin_two_parameters()
    {
        Linear first = new(2, 2, Rng.FromSeed(1)), second = new(2, 2, Rng.FromSeed(2));
        Tensor start = Tensor.From([1f, 2, 3, 4], [2, 2]);
        first.Parameters[0].Begin(start);
        _ = new ParameterArena(first.Parameters);
        Assert.Contains("begin at a copy", Assert.Throws<ArgumentException>(() => second.Parameters[0].Begin(start)).Message);
    }

    [Fact]
    public void A_step_that_throws_is_as_if_it_had_not_begun()
    {
        float[] Trained(bool fails)
        {
            Faulty model = new(Sequential.Create([new Linear(3, 4, Rng.FromSeed(1)), new BatchNorm(4), new Linear(4, 2, Rng.FromSeed(2))]));
            TrainStep step = FaultTests.Step(model);
            using Loader loader = Loader.Once(FaultTests.Numbers("numbers", 40, 1), 8);
            for (int i = 0; loader.MoveNext(); i++)
            {
                if (fails && i == 3)
                {
                    step.Accumulate(loader.Current, i);
                    model.Fails = true;
                    Assert.Throws<InvalidDataException>(() => step.Accumulate(loader.Current, i));
                    model.Fails = false;
                }
                step.Accumulate(loader.Current, i);
                step.Update(i);
            }
            return [.. model.Parameters.SelectMany(parameter => parameter.Value.ToArray<float>()),
                .. model.Buffers.SelectMany(buffer => buffer.Value.To(Nabla.Devices.DataType.Float32).ToArray<float>())];
        }
        Assert.Equal(Trained(fails: false), Trained(fails: true));
    }
}
