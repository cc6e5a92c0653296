using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Memory;
using Nabla.Models;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Parameters;
using Nabla.Tensors;
using Nabla.Testing;
using Nabla.Words;

namespace Nabla.Tests.Modules;

public partial class RecomputeTests
{
    const int Width = 64, Blocks = 24;

    static readonly Rng rng = Rng.FromSeed(2);

    static Tensor Input(int rows = 32) => Tensor.Normal([rows, Width], rng.Fork("input"));

    static float[] Numbers(Tensor x) => x.ToArray<float>();

    static Residual Block(Func<Activation> activation) =>
        new(new Sequential(new Linear(Width, Width, rng), activation(), new Dropout(0.1, rng), new Linear(Width, Width, rng), new BatchNorm(Width)), new LayerNorm(Width));

    // Linear, 24 blocks, Linear: each alone, wrapped, wrapped twice over, or in rows.
    static Sequential Network(string form, Func<Activation>? activation = null)
    {
        Module[] blocks = [.. Enumerable.Range(0, Blocks).Select(_ => Block(activation ?? (() => new Relu())))];
        Module[] wrapped = form switch
        {
            "wrapped" => Array.ConvertAll(blocks, block => new Recompute(block)),
            "twice" => Array.ConvertAll(blocks, block => new Recompute(new Recompute(block))),
            _ => blocks,
        };
        return new([new Linear(Width, Width, rng), .. wrapped, new Linear(Width, 1, rng)]) { RecomputeEvery = form.StartsWith("rows") ? int.Parse(form[5..]) : 0 };
    }

    static Tensor Learn(Module network, Tensor input, long step = 3) => Scope.Run(() => Tape.Differentiate(() => network.Call(input).Square().Mean(), step));

    static (float[] Loss, string[] Names, float[][] Gradients, float[][] Buffers) Trained(Sequential network)
    {
        float[] losses = [Numbers(Learn(network, Input()))[0], Numbers(Learn(network, Input(), 4))[0]];
        return (losses, [.. network.Parameters.Select(p => p.Path), .. network.Buffers.Select(b => b.Path)],
            [.. network.Parameters.Select(p => Numbers(p.Value.Gradient!))], [.. network.Buffers.Where(b => b.Value.DataType.IsFloat).Select(b => Numbers(b.Value))]);
    }

    // Dropout, running statistics, two gradients added up; the slope of GELU is taken from the input, that of ReLU from the output.
    [Theory]
    [InlineData("wrapped"), InlineData("twice"), InlineData("rows 1"), InlineData("rows 5"), InlineData("rows 100")]
    public void Losses_gradients_names_and_running_statistics_are_the_same_bits(string form)
    {
        foreach (Func<Activation> activation in (Func<Activation>[])[() => new Relu(), () => new Gelu()])
        {
            var (kept, again) = (Trained(Network("kept", activation)), Trained(Network(form, activation)));
            Assert.Equal(kept.Loss, again.Loss);
            Assert.Equal(kept.Names, again.Names);
            Assert.Equal(kept.Buffers, again.Buffers);
            Assert.Equal(kept.Gradients, again.Gradients);
        }
    }

    [Theory]
    [InlineData("wrapped"), InlineData("rows 4")]
    public void Twenty_four_blocks_take_a_third_of_the_memory_or_less(string form) => OwnProcess.Run(() =>
    {
        long Peak(Sequential network)
        {
            Tensor input = Input(512);
            Learn(network, input); // draws the weights
            return MemoryUse.PeakBytes(() => Learn(network, input));
        }
        long kept = Peak(Network("kept")), again = Peak(Network(form));
        Assert.True(3 * again <= kept, $"{form}: {again:N0} bytes against {kept:N0}, {(double)again / kept:0.000} of it.");
    }, [form]);

    static (float Loss, float[][] Gradients, string[] Names, long Peak) Gpt(int every, double dropout, int time)
    {
        var options = new TransformerOptions(50, Layers: Blocks, Width: 32, Heads: 4) { ContextLength = time, Dropout = dropout, Positions = PositionKind.Rotary, RecomputeEvery = every };
        var model = new Gpt(options, rng);
        Tensor tokens = Tensor.From([.. Enumerable.Range(0, 2 * time).Select(i => i * 31 % 50)], [2, time]);
        Tensor Step() => Scope.Run(() => Tape.Differentiate(() => model.Call(tokens).CrossEntropyMean(tokens), step: 9));
        Tensor loss = Step();
        float[][] gradients = [.. model.Parameters.Select(p => Numbers(p.Value.Gradient!))];
        return (Numbers(loss)[0], gradients, [.. model.Parameters.Select(p => p.Path)], MemoryUse.PeakBytes(() => Step()));
    }

    [Theory]
    [InlineData(1), InlineData(5), InlineData(24)]
    public void A_transformer_of_twenty_four_blocks_has_the_same_bits(int every)
    {
        var (kept, again) = (Gpt(0, 0.1, 16), Gpt(every, 0.1, 16));
        Assert.Equal(kept.Loss, again.Loss);
        Assert.Equal(kept.Names, again.Names);
        Assert.Equal(kept.Gradients, again.Gradients);
    }

    [Theory]
    [InlineData(1), InlineData(3)]
    public void A_transformer_of_twenty_four_blocks_takes_a_third_of_the_memory_or_less(int every) => OwnProcess.Run(() =>
    {
        var (kept, again) = (Gpt(0, 0, 64), Gpt(every, 0, 64));
        Assert.Equal(kept.Gradients, again.Gradients);
        Assert.True(3 * again.Peak <= kept.Peak, $"every {every}: {again.Peak:N0} bytes against {kept.Peak:N0}, {(double)again.Peak / kept.Peak:0.000} of it.");
    }, [every]);

    // By the recipe's option for a transformer, by a wrapper for the others.
    [Theory]
    [InlineData("gpt:6x16x2"), InlineData("rnn:16x2"), InlineData("gru:16"), InlineData("lstm:16x2"), InlineData("mlp-lm:3x20")]
    public void Language_models_by_name_have_the_same_bits(string name)
    {
        Tensor tokens = Tensor.From([.. Enumerable.Range(0, 36).Select(i => i * 7 % 11)], [3, 12]);
        (float, float[][]) Learned(bool recompute)
        {
            int every = recompute && name.StartsWith("gpt") ? 2 : 0;
            var options = new ModelOptions { Dropout = 0.1, Said = every > 0 ? Settings.None.With("model.recompute", "2") : Settings.None };
            Module model = ModelCatalog.Create(name, ModelTask.Language(12, 11, 0), options, rng), network = recompute && every == 0 ? new Recompute(model) : model;
            Assert.Equal(every, (model as Gpt)?.Options.RecomputeEvery ?? 0);
            Tensor loss = Scope.Run(() => Tape.Differentiate(() => network.Call(tokens).CrossEntropyMean(tokens), step: 5));
            return (Numbers(loss)[0], [.. network.Parameters.Select(p => Numbers(p.Value.Gradient!))]);
        }
        var (kept, again) = (Learned(false), Learned(true));
        Assert.Equal(kept.Item1, again.Item1);
        Assert.Equal(kept.Item2, again.Item2);
    }

    [Fact]
    public void Nothing_stays_behind() => OwnProcess.Run(() =>
    {
        Sequential network = Network("rows 4");
        Tensor input = Input();
        Learn(network, input);
        long live = MemoryUse.LiveBytes();
        for (int step = 0; step < 20; step++) Scope.Run(() => { Learn(network, input, step); });
        Assert.Equal(live, MemoryUse.LiveBytes());
    });

    [Fact]
    public void A_module_that_throws_leaves_no_tape_and_no_memory() => OwnProcess.Run(() =>
    {
        var faulty = new Faulty();
        Module network = new Recompute(new Sequential(new Linear(Width, Width, rng), faulty));
        Tensor input = Input();
        Learn(network, input);
        long live = MemoryUse.LiveBytes();
        foreach (int run in (int[])[1, 2])
        {
            faulty.ThrowsIn = run;
            Assert.Throws<InvalidDataException>(() => Learn(network, input));
            Assert.False(Tape.IsRecording);
        }
        Assert.Equal(live, MemoryUse.LiveBytes());
    });

    [Fact]
    public void A_trace_sees_each_call_once_and_the_same_gradients()
    {
        static (List<string> Outputs, List<float[]> Values, List<string> Gradients, List<float[]> GradientValues) Traced(Sequential network)
        {
            var trace = new ModuleTrace();
            Module.Observed(trace, () => Learn(network, Input()));
            bool Shown((Module Module, Tensor) each) => each.Module is not Recompute;
            return ([.. trace.Outputs.Where(Shown).Select(each => each.Module.Title)], [.. trace.Outputs.Where(Shown).Select(each => Numbers(each.Value))],
                [.. trace.Gradients.Where(Shown).Select(each => each.Module.Title)], [.. trace.Gradients.Where(Shown).Select(each => Numbers(each.Value))]);
        }
        var kept = Traced(Network("kept"));
        foreach (string form in (string[])["wrapped", "rows 5"])
        {
            var again = Traced(Network(form));
            Assert.Equal(kept.Outputs, again.Outputs);
            Assert.Equal(kept.Values, again.Values);
            Assert.Equal(kept.Gradients, again.Gradients);
            Assert.Equal(kept.GradientValues, again.GradientValues);
        }
    }

    // The second run is as the first: a watch that began or ended in between changes neither what is seen nor the bits.
    [Theory]
    [InlineData(false), InlineData(true)]
    public void Who_watched_the_forward_sees_the_gradients(bool watchedForward)
    {
        float[][] Gradients(Sequential network, ModuleTrace trace, bool watched)
        {
            Tape tape = Tape.Start(3);
            Tensor Forward() => network.Call(Input()).Square().Mean();
            Tensor loss = watched ? Module.Observed(trace, Forward) : Forward();
            _ = watched ? 0 : Module.Observed(trace, () => { tape.Backward(loss); return 0; });
            if (watched) tape.Backward(loss);
            return [.. network.Parameters.Select(p => Numbers(p.Value.Gradient!))];
        }
        ModuleTrace keptTrace = new(), againTrace = new();
        Assert.Equal(Gradients(Network("kept"), keptTrace, watchedForward), Gradients(Network("rows 5"), againTrace, watchedForward));
        Assert.Equal(keptTrace.Gradients.Select(each => each.Module.Title), againTrace.Gradients.Select(each => each.Module.Title));
        Assert.Equal(watchedForward, againTrace.Gradients.Count > 0);
    }

    [Fact]
    public void Parameters_shared_by_a_block_and_the_rest_add_up_the_same()
    {
        float[][] Gradients(bool recompute)
        {
            var shared = new Linear(Width, Width, rng);
            Module block = new Sequential(shared, new Tanh(), shared);
            Module network = new Sequential(shared, recompute ? new Recompute(block) : block, shared);
            Learn(network, Input());
            return [.. network.Parameters.Select(p => Numbers(p.Value.Gradient!))];
        }
        Assert.Equal(Gradients(false), Gradients(true));
    }

    [Fact]
    public void A_block_of_tokens_learns_its_table()
    {
        float[] Gradient(bool recompute)
        {
            Module table = new Embedding(9, 4, rng), network = recompute ? new Recompute(table) : table;
            Learn(network, Tensor.From([3, 3, 8, 0], [2, 2]));
            return Numbers(network.Parameters[0].Value.Gradient!);
        }
        Assert.Equal(Gradient(false), Gradient(true));
        Assert.Contains(Gradient(true), value => value != 0);
    }

    [Fact]
    public void A_training_step_ends_in_the_same_weights()
    {
        float[] Weights(string form)
        {
            Sequential network = Network(form);
            var arena = new ParameterArena(network.Parameters);
            var optimizer = new Nabla.Optimizers.AdamW().For(arena);
            for (int step = 0; step < 3; step++)
            {
                Learn(network, Input(), step);
                optimizer.Step(1e-2);
                arena.ClearGradients();
            }
            return Numbers(arena.Values);
        }
        Assert.Equal(Weights("kept"), Weights("rows 5"));
    }

    [Fact]
    public void Fewer_than_none_in_a_row_are_refused() =>
        Assert.Contains("RecomputeEvery is -1", Assert.Throws<ArgumentOutOfRangeException>(() => new Sequential { RecomputeEvery = -1 }).Message);

    sealed partial class Faulty : Module
    {
        int runs;

        public int ThrowsIn { get; set; }

        public override Tensor Forward(Tensor input)
        {
            if (!Tape.IsReplaying) runs = 0;
            return ++runs == ThrowsIn ? throw new InvalidDataException() : input.Tanh();
        }
    }

    [Fact]
    public void To_go_on_takes_no_more_memory_for_more_layers() => OwnProcess.Run(() =>
    {
        long Peak(int layers)
        {
            var model = new Gpt(new(11, layers, 64, 2) { ContextLength = 256 }, Rng.FromSeed(1));
            SequenceState state = model.Start(2);
            Tensor tokens = Tensor.Zeros([2, 120], DataType.Int32);
            Scope.Run(() => model.Continue(tokens, state));
            Scope.Run(() => model.Continue(tokens.Slice(1, 0, 10).Contiguous(), state)); // the cache has all its room now
            return MemoryUse.PeakBytes(() => Scope.Run(() => model.Continue(tokens, state)));
        }
        Assert.Equal(Peak(2), Peak(8));
    });
}
