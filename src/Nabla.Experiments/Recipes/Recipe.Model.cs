using static Nabla.Words.Notations;

namespace Nabla.Experiments;

// The network.
public sealed partial record Recipe
{
    /// <summary><c>model.name</c>: see <see cref="Models.ModelCatalog"/>.</summary>
    public string Model { get; init; } = "mlp:512-512";

    /// <summary><c>model.activation</c>: the transfer function of hidden layers; null (auto): the model's own.</summary>
    public string? Activation { get; init; }

    /// <summary><c>model.dropout</c>: the probability that a hidden unit is dropped in training.</summary>
    public double Dropout { get; init; }

    /// <summary><c>model.norm</c>: the normalization of layers; null (auto): the model's own (layer in residual blocks, else none).</summary>
    public string? Norm { get; init; }

    /// <summary><c>model.preNorm</c>: in residual blocks, y = x + nn(norm(x)) instead of y = norm(x + nn(x)); null (auto): in transformers.</summary>
    public bool? PreNorm { get; init; }

    /// <summary><c>model.init</c>: how first weights are drawn; null (auto): by the fan in, and in transformers as GPT-2 does.</summary>
    public string? Initializer { get; init; } = "fan-in";

    /// <summary><c>model.embedding</c>: numbers in the vector of a token; null (auto): the model's own.</summary>
    public int? Embedding { get; init; }

    /// <summary><c>model.bias</c>: whether linear layers of transformers have a bias.</summary>
    public bool Bias { get; init; } = true;

    /// <summary><c>model.positions</c>: how a transformer knows the place of a token: learned, rotary, none.</summary>
    public string Positions { get; init; } = "learned";

    /// <summary><c>model.tied</c>: whether the output layer of a language model is its table of embeddings; null (auto): in transformers.</summary>
    public bool? Tied { get; init; }

    /// <summary><c>model.kvHeads</c>: heads of keys and values in attention; null: as many as heads.</summary>
    public int? KeyValueHeads { get; init; }

    /// <summary><c>model.recompute</c>: of so many blocks only the first's input is kept, and the others' is made again; null: everything.</summary>
    public int? RecomputeEvery { get; init; }

    /// <summary><c>model.smoothing</c>: what is added to each count; null (auto): a little of the counts of shorter contexts.</summary>
    public double? CountSmoothing { get; init; }

    /// <summary><c>model.from</c>: the folder of a GPT-2 whose weights training begins with; null: fresh ones.</summary>
    public string? From { get; init; }

    internal static IEnumerable<RecipeField> ModelFields =>
    [
        Of("model.name", "name and sizes", Name(ModelCatalog.Choices.Forms, v => ModelCatalog.Parse(v)),
            r => r.Model, (r, v) => r with { Model = v }, ModelCatalog.Choices.All),
        Of("model.activation", "the transfer function of hidden layers; auto: relu, in mlp-lm tanh, in transformers gelu, which may be swiglu",
            Word([.. Modules.Activation.Choices.Names, "swiglu"]).Or("auto"),
            r => r.Activation, (r, v) => r with { Activation = v }, Modules.Activation.Choices.All),
        Of("model.dropout", "probability that a hidden unit is dropped in training", Notations.Share,
            r => r.Dropout, (r, v) => r with { Dropout = v }),
        Of("model.norm", "normalization of layers; auto: layer in residual blocks, else none", Word(Normalization.Choices.Names).Or("auto"),
            r => r.Norm, (r, v) => r with { Norm = v }, Normalization.Choices.All),
        Of("model.preNorm", "residual blocks: x + nn(norm(x)) instead of norm(x + nn(x)); auto: in transformers", Notations.Switch.Or("auto"),
            r => r.PreNorm, (r, v) => r with { PreNorm = v }),
        Of("model.init", "how first weights are drawn; auto: fan-in, in transformers as GPT-2",
            Name(Initializers.Initializer.Choices.Forms, v => Initializers.Initializer.Parse(v)).Or("auto"),
            r => r.Initializer, (r, v) => r with { Initializer = v }, Initializers.Initializer.Choices.All),
        Of("model.embedding", "numbers in the vector of a token", Whole(1, 1 << 16).Or("auto"),
            r => r.Embedding, (r, v) => r with { Embedding = v }),
        Of("model.bias", "transformers: linear layers have a bias", Notations.Switch, r => r.Bias, (r, v) => r with { Bias = v }),
        Of("model.positions", "transformers: how the place of a token is known", Word("learned", "rotary", "none"),
            r => r.Positions, (r, v) => r with { Positions = v }),
        Of("model.tied", "language models: the output layer is the table of embeddings; auto: in transformers", Notations.Switch.Or("auto"),
            r => r.Tied, (r, v) => r with { Tied = v }),
        Of("model.kvHeads", "attention: heads of keys and values; auto: as many as heads", Whole(1, 1 << 10).Or("auto"),
            r => r.KeyValueHeads, (r, v) => r with { KeyValueHeads = v }),
        Of("model.recompute",
            "deep models: of so many blocks only the first's input is kept, and backward runs them again; less memory, a third more time, the same bits",
            Whole(1, 10_000).Or("none", "everything is kept"),
            r => r.RecomputeEvery, (r, v) => r with { RecomputeEvery = v }),
        Of("model.smoothing", "ngram: added to each count, 0 for bare counts; auto: shorter contexts fill in for what was not seen",
            NotNegative.Or("auto"), r => r.CountSmoothing, (r, v) => r with { CountSmoothing = v }),
        Of("model.from", "gpt2: begin with the weights of a folder that has config.json and model.safetensors",
            AnyText("a text", mayBeEmpty: true).Or("none", "fresh ones"), r => r.From, (r, v) => r with { From = v }),
    ];
}
