using Nabla.Memory;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Cli.Benchmarks;

/// <summary>The suite: its names are the same on every peer.</summary>
static class Workloads
{
    const int Pixels = 784, Digits = 10, Characters = 65;

    static readonly Recipe plainSgd = Recipe.Standard with { Optimizer = "sgd", WeightDecay = 0, Schedule = "fixed", Warmup = default, ClipNorm = null };
    static readonly Recipe clippedAdamW = Recipe.Standard with { Schedule = "fixed", Warmup = default };

    /// <summary>What makes each workload, by name, in the order of the suite.</summary>
    public static IReadOnlyList<(string Name, Func<Workload> Make)> All { get; } =
    [
        ("tiny_mlp", () => TrainingWorkload.Of(plainSgd with { Model = "mlp:16", Activation = "tanh", Loss = "logistic", LearningRate = 0.1, Batch = 32 }, [2], 2)),
        ("softmax_regression", () => TrainingWorkload.Of(plainSgd with { Model = "linear", LearningRate = 0.01 }, [Pixels], Digits)),
        ("mlp", () => TrainingWorkload.Of(clippedAdamW with { Model = "mlp:512-512" }, [Pixels], Digits)),
        ("residual_mlp", () => TrainingWorkload.Of(clippedAdamW with { Model = "residual-mlp:256x20" }, [Pixels], Digits)),
        ("cnn", () => Pictures("cnn", 64, [28, 28], [(1, 32, 784), (32, 64, 196)])),
        ("resnet", () => Pictures("resnet:64x2", 32, [3, 32, 32], [(3, 64, 1024), .. Enumerable.Repeat((64, 64, 1024), 4)])),
        ("lstm", () => Lstm(embedding: 64, width: 256, time: 64, batch: 32)),
        ("gpt_small", () => Gpt(layers: 4, width: 128, heads: 4, time: 64, batch: 12)),
        ("gpt_medium", () => Gpt(layers: 6, width: 384, heads: 6, time: 256, batch: 4)),
        ("matmul_1024", () => Product(1024)),
        ("gelu_4m", () => OnOne([4, 1024, 1024], x => x.Gelu())),
        ("softmax_4096x1024", () => OnOne([4096, 1024], x => x.Softmax())),
        ("layernorm_4096x1024", () => OnOne([4096, 1024], new LayerNorm(1024).Call)),
    ];

    // Of each convolution of 3×3: channels in and out, and places. Nobody asks for the gradient of the pictures.
    static Workload Pictures(string model, int batch, Shape input, (int Inputs, int Outputs, int Places)[] convolutions)
    {
        double once = 2.0 * 9 * batch * convolutions.Sum(each => (double)each.Inputs * each.Outputs * each.Places);
        double first = 2.0 * 9 * batch * convolutions[0].Inputs * convolutions[0].Outputs * convolutions[0].Places;
        return TrainingWorkload.Of(clippedAdamW with { Model = model, Batch = batch }, input, Digits, 3 * once - first);
    }

    static Workload Lstm(int embedding, int width, int time, int batch)
    {
        var model = new RecurrentLanguageModel(RecurrentKind.Lstm, Characters, width, Rng.FromSeed(0), embeddingWidth: embedding);
        double gates = 6.0 * batch * time * 4 * width * (embedding + width);
        return LanguageWorkload.Of(model, batch, time, gates);
    }

    static Workload Gpt(int layers, int width, int heads, int time, int batch)
    {
        var model = new Gpt(new TransformerOptions(Characters, layers, width, heads) { ContextLength = time, HasBias = false }, Rng.FromSeed(0));
        double attention = 6.0 * 2 * batch * time * time * width * layers / 2; // two products of what each place sees: half of all, on average
        return LanguageWorkload.Of(model, batch, time, attention + 6.0 * batch * time * width * Characters); // the tied output layer is no Linear
    }

    static Workload Product(int size)
    {
        Tensor a = Numbers([size, size], "a"), b = Numbers([size, size], "b");
        return new Workload(() => Scope.Run(() => { a.MatMul(b); }), 2.0 * size * size * size);
    }

    static Workload OnOne(Shape shape, Func<Tensor, Tensor> operation)
    {
        var x = Numbers(shape, "x");
        return new Workload(() => Scope.Run(() => { operation(x); }), null);
    }

    static Tensor Numbers(Shape shape, string purpose) => Tensor.Normal(shape, Rng.FromSeed(0).Fork(purpose)).Keep();
}
