namespace Nabla.Experiments;

// The network. Settings of single models are declared beside them.
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

    /// <summary><c>model.init</c>: how first weights are drawn; null (auto): by the fan in, and in transformers as GPT-2 does.</summary>
    public string? Initializer { get; init; } = "fan-in";

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
        Of("model.init", "how first weights are drawn; auto: fan-in, in transformers as GPT-2",
            Name(Initializers.Initializer.Choices.Forms, v => Initializers.Initializer.Parse(v)).Or("auto"),
            r => r.Initializer, (r, v) => r with { Initializer = v }, Initializers.Initializer.Choices.All),
        Of("model.from", "gpt2: begin with the weights of a folder that has config.json and model.safetensors",
            AnyText("a text", mayBeEmpty: true).Or("none", "fresh ones"), r => r.From, (r, v) => r with { From = v }),
    ];
}
