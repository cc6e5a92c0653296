namespace Nabla.Outside.Tests;

/// <summary>σ(W·[a, b])·a + (1 − σ(W·[a, b]))·b: a gate between two inputs.</summary>
sealed partial class Gate(int features, Rng rng) : Module
{
    readonly Linear mix = new(2 * features, features, rng);

    public override Tensor Forward(ReadOnlySpan<Tensor> inputs)
    {
        (Tensor a, Tensor b) = (inputs[0], inputs[1]);
        Tensor open = mix.Call(Tensor.Concatenate([a, b], 1)).Sigmoid();
        return b + open * (a - b);
    }
}

/// <summary>A model that holds it, of examples with two parts: [rows, 3] and [rows, 2].</summary>
sealed partial class Gated(Rng rng) : Module
{
    readonly Linear first = new(3, 8, rng.Fork("first")), second = new(2, 8, rng.Fork("second")), last = new(8, 1, rng.Fork("last"));
    readonly Gate gate = new(8, rng.Fork("gate"));

    public override Tensor Forward(ReadOnlySpan<Tensor> inputs) => last.Call(gate.Call(first.Call(inputs[0]), second.Call(inputs[1]).Tanh()));
}

public class TwoInputsTests
{
    static Tensor Draw(int seed, int columns) => Tensor.Normal([200, columns], Rng.FromSeed(seed));

    static ArrayDataset Data(int seed)
    {
        Tensor a = Draw(seed, 3), b = Draw(seed + 1, 2), y = a.Square().Sum(1) * 0.5 + b.Square().Sum(1);
        return new("pairs", [Column.Of(a.ToArray<float>(), [3]), Column.Of(b.ToArray<float>(), [2])], [Column.Of(y.ToArray<float>(), [1])]);
    }

    [Fact]
    public void A_module_of_two_inputs_trains_inside_another()
    {
        Tensor a = Draw(1, 3), b = Draw(2, 2), y = (a.Square().Sum(1) + b.Square().Sum(1)).Reshape(200, 1);
        var model = new Gated(Rng.FromSeed(3));
        string[] names = ["first", "second", "last", "gate.mix"];
        Assert.Equal(names.SelectMany(name => new[] { $"{name}.weight", $"{name}.bias" }), model.Parameters.Select(parameter => parameter.Path));
        (double before, double after) = Fit.Run(model, new AdamW(), 0.02, 400, () => (model.Call(a, b) - y).Square().Mean());
        Assert.True(after < 0.2 * before, $"{before} → {after}");
    }

    [Fact]
    public void Examples_of_two_parts_train_it_and_its_file_predicts()
    {
        var data = new DataSplit(Data(1), Data(11));
        var model = new Gated(Rng.FromSeed(3));
        double before = new Evaluator(model, LearningTask.For(data.Test.InputFields, data.Test.TargetFields)).Run(data.Test).Loss;
        var step = new TrainStep(model, new MeanSquaredError(), new AdamW().For(new ParameterArena(model.Parameters))) { LearningRate = 0.02 };
        var trainer = new Trainer(step, data, new TrainerOptions { Steps = 400, Batch = 50 });
        Judgement judged = trainer.Run().Test!;
        Assert.True(judged.Loss < 0.3 * before, $"{before} → {judged.Loss}");

        using var file = new ModelFileName();
        var trained = new TrainedModel(model, trainer.Task);
        trained.Save(file.Path);
        TrainedModel opened = TrainedModel.Open(file.Path, new Gated(Rng.FromSeed(4)));
        Assert.Equal(["reals [3]", "reals [2]"], opened.InputFields.Select(field => field.ToString()));
        Assert.Equal(trained.Predict(data.Test).Select(said => said.Cells[0]), opened.Predict(data.Test).Select(said => said.Cells[0]));
        Assert.Equal(judged.Measures, opened.Evaluate(data.Test).Measures);
    }
}
