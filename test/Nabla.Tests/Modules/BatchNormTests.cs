using Nabla.Checkpoints;
using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;
using Nabla.Tests.Checkpoints;
using Nabla.Training;

namespace Nabla.Tests.Modules;

public class BatchNormTests
{
    static readonly Tensor first = Tensor.From([1f, 4, 3, -2, 8, 1], [3, 2]), second = Tensor.From([0.5f, 2, -1.5f, 6], [2, 2]);

    static Tensor Train(Module norm, Tensor x)
    {
        Tape tape = Tape.Start();
        Tensor y = norm.Call(x).Detach().Keep();
        tape.Stop();
        return y;
    }

    static void Near(float[] expected, Tensor actual) => Assert.All(expected.Zip(actual.ToArray<float>()), pair => Assert.Equal(pair.First, pair.Second, 2e-6f));

    /// <summary>torch.nn.BatchNorm1d(2) of PyTorch 1.13 on the same two batches.</summary>
    [Fact]
    public void Numbers_and_state_are_those_of_PyTorch()
    {
        var norm = new BatchNorm(2);
        Near([-1.0190487f, 1.2247438f, -0.3396829f, -1.2247438f, 1.3587316f, 0], Train(norm, first));
        Near([0.999995f, -0.9999987f, -0.999995f, 0.9999987f], Train(norm, second));
        Dictionary<string, Tensor> state = norm.State.ToDictionary(each => each.Name, each => each.Value);
        Assert.Equal(["weight", "bias", "running_mean", "running_var", "num_batches_tracked"], state.Keys);
        Near([0.31f, 0.49f], state["running_mean"]);
        Near([2.18f, 2.42f], state["running_var"]);
        Assert.Equal(2L, Assert.Single(state["num_batches_tracked"].ToArray<long>()));
        Assert.Equal(0, state["num_batches_tracked"].Rank);
        Near([0.4673259f, 2.2563088f, 1.8218937f, -1.6006293f, 5.2083130f, 0.3278397f], norm.Call(first));
    }

    [Fact]
    public void Names_of_a_stack_are_those_of_its_state_dict()
    {
        Sequential net = [new Linear(2, 3, Rng.FromSeed(1)), new BatchNorm(3), new LayerNorm(3)];
        Assert.Equal( // the order is ours: weights, then what is not trained
            ["0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked"],
            net.State.Select(each => each.Name));
    }

    [Fact]
    public void State_goes_to_a_file_and_back()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Path("norm.safetensors");
        var saved = new BatchNorm(2);
        Train(saved, first);
        StateFile.Write(path, saved.State, new Dictionary<string, string>());
        var loaded = new BatchNorm(2);
        using (SafetensorsFile file = SafetensorsFile.Open(path)) StateFile.Read(file, loaded.State);
        Assert.Equal(saved.Call(second).ToArray<float>(), loaded.Call(second).ToArray<float>());
        Assert.Equal(1, loaded.Buffers[2].Value.ToScalar());
    }

    [Fact]
    public void Statistics_are_taken_in_training_and_running_ones_serve_after()
    {
        var norm = new BatchNorm(3, momentum: 1);
        Tensor x = Tensor.Normal([50, 3], Rng.FromSeed(1), 5, 2);
        float[] training = Train(norm, x).ToArray<float>(), evaluation = norm.Call(x).ToArray<float>();
        Assert.Equal(0, training.Average(), 5);
        // The running variance is the unbiased one: a factor √(49/50).
        Assert.All(training.Zip(evaluation), pair => Assert.Equal(pair.First * Math.Sqrt(49.0 / 50), pair.Second, 3));
    }

    [Fact]
    public void A_batch_of_one_has_no_spread_and_is_normalised_by_what_was_seen_before()
    {
        var norm = new BatchNorm(2);
        Train(norm, first);
        float[] before = [.. norm.Buffers.SelectMany(buffer => buffer.Value.To(DataType.Float32).ToArray<float>())];
        Tensor one = Tensor.From([7f, -1], [1, 2]);
        Assert.Equal(norm.Call(one).ToArray<float>(), Train(norm, one).ToArray<float>());
        Assert.Equal(before, norm.Buffers.SelectMany(buffer => buffer.Value.To(DataType.Float32).ToArray<float>()));
        var image = new BatchNorm2d(2);
        Train(image, Tensor.From([7f, -1, 3, 4], [1, 2, 2, 1])); // two numbers for each channel
        Assert.Equal(1, image.Buffers[2].Value.ToScalar());
    }

    [Fact]
    public void Double_precision_takes_the_running_statistics_along()
    {
        var norm = new BatchNorm(2);
        norm.SetDataType(DataType.Float64);
        Train(norm, first.To(DataType.Float64));
        Assert.Equal([0.4, 0.1], norm.Buffers[0].Value.ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(DataType.Int64, norm.Buffers[2].Value.DataType);
    }
}
