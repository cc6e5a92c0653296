using Nabla.Modules;
using Nabla.Tensors;
using Nabla.Words;

namespace Nabla.Models;

/// <summary>Models by name with sizes after a colon: <c>mlp:512-512</c>, <c>residual-mlp:256x20</c>, <c>logistic</c>.</summary>
public static class ModelCatalog
{
    const int MostLayers = 10_000;

    static readonly (SizedForm Form, Func<ModelRequest, Module> Create)[] known =
    [
        (new("mlp", "mlp:512-512", "hidden widths", '-', 1, MostLayers), Mlp),
        (new("residual-mlp", "residual-mlp:256x20", "width × blocks", 'x', 2, 2), ResidualMlp),
        (new("logistic", "logistic"), Linear), (new("linear", "linear"), Linear), (new("perceptron", "perceptron"), Linear),
    ];

    /// <summary>What may be written.</summary>
    public static IReadOnlyList<SizedForm> Forms { get; } = [.. known.Select(each => each.Form)];

    /// <summary>Reads the name of a model.</summary>
    /// <exception cref="FormatException">The name is unknown, with the nearest right one named, or its sizes are off.</exception>
    public static SizedName Parse(string text)
    {
        var name = SizedName.Parse("Model", text, Forms);
        if (name.Kind == "residual-mlp" && name.Sizes[1] > MostLayers) throw new FormatException($"Model '{text}': at most {MostLayers} blocks, got {name.Sizes[1]}.");
        return name;
    }

    /// <summary>A new model from examples of a shape to so many outputs.</summary>
    /// <exception cref="FormatException">The name is unknown or its sizes are off; the message says what is expected.</exception>
    public static Module Create(string text, Shape input, int outputs, ModelOptions options, Rng rng)
    {
        var name = Parse(text);
        var create = known.First(each => each.Form.Kind == name.Kind).Create;
        return create(new ModelRequest(name.Sizes, checked((int)input.Count), outputs, options, rng));
    }

    sealed record ModelRequest(IReadOnlyList<int> Sizes, int Inputs, int Outputs, ModelOptions Options, Rng Rng)
    {
        public Linear Layer(int inputs, int outputs) => (long)inputs * outputs <= Array.MaxLength ? new(inputs, outputs, Rng, Options.Initializer)
            : throw new FormatException($"Model: a layer from {inputs} to {outputs} has more weights than one array holds ({Array.MaxLength}): make it narrower.");
    }

    static Module Linear(ModelRequest request) => new Sequential(new Flatten(), request.Layer(request.Inputs, request.Outputs));

    static Module Mlp(ModelRequest request)
    {
        List<Module> layers = [new Flatten()];
        int before = request.Inputs;
        foreach (int width in request.Sizes)
        {
            layers.Add(request.Layer(before, width));
            if (NormCatalog.Create(request.Options.Norm ?? "none", width) is { } norm) layers.Add(norm);
            layers.Add(ActivationCatalog.Create(request.Options.Activation));
            if (request.Options.Dropout > 0) layers.Add(new Dropout(request.Options.Dropout, request.Rng));
            before = width;
        }
        layers.Add(request.Layer(before, request.Outputs));
        return new Sequential([.. layers]);
    }

    static Module ResidualMlp(ModelRequest request)
    {
        (int width, int blocks) = (request.Sizes[0], request.Sizes[1]);
        List<Module> layers = [new Flatten(), request.Layer(request.Inputs, width)];
        for (int i = 0; i < blocks; i++) layers.Add(Block(request, width));
        layers.Add(request.Layer(width, request.Outputs));
        return new Sequential([.. layers]);
    }

    static Residual Block(ModelRequest request, int width)
    {
        List<Module> inside = [request.Layer(width, width), ActivationCatalog.Create(request.Options.Activation), request.Layer(width, width)];
        if (request.Options.Dropout > 0) inside.Add(new Dropout(request.Options.Dropout, request.Rng));
        return new Residual(new Sequential([.. inside]), NormCatalog.Create(request.Options.Norm ?? "layer", width), request.Options.PreNorm);
    }
}
