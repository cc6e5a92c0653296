using System.Globalization;
using Nabla.Modules;
using Nabla.Tensors;
using Nabla.Words;

namespace Nabla.Models;

/// <summary>Models by name with sizes after a colon: <c>mlp:512-512</c>, <c>residual-mlp:256x20</c>, <c>logistic</c>.</summary>
public static class ModelCatalog
{
    const int LargestSize = 1 << 20, MostLayers = 10_000;

    static readonly Dictionary<string, Func<ModelRequest, Module>> known = new()
    {
        ["perceptron"] = Linear, ["logistic"] = Linear, ["linear"] = Linear, ["mlp"] = Mlp, ["residual-mlp"] = ResidualMlp,
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => known.Keys;

    /// <summary>A new model from examples of a shape to so many outputs.</summary>
    /// <exception cref="FormatException">The name is unknown or its sizes are off; the message says what is expected.</exception>
    public static Module Create(string text, Shape input, int outputs, ModelOptions options, Rng rng)
    {
        string[] parts = text.Trim().ToLowerInvariant().Split(':', 2);
        if (!known.TryGetValue(parts[0], out Func<ModelRequest, Module>? create)) throw new FormatException(NearestWord.Sentence("Model", parts[0], known.Keys));
        return create(new ModelRequest(text, parts.Length > 1 ? parts[1] : "", checked((int)input.Count), outputs, options, rng));
    }

    sealed record ModelRequest(string Text, string Sizes, int Inputs, int Outputs, ModelOptions Options, Rng Rng)
    {
        public int[] Numbers(char separator, string form)
        {
            string[] words = Sizes.Split(separator);
            var numbers = new int[words.Length];
            for (int i = 0; i < words.Length; i++)
                if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] is < 1 or > LargestSize)
                    throw new FormatException($"Model '{Text}': '{words[i]}' is no size; expected whole numbers from 1 to {LargestSize} in the form {form}.");
            return numbers;
        }

        public Linear Layer(int inputs, int outputs) => new(inputs, outputs, Rng, Options.Initializer);
    }

    static Module Linear(ModelRequest request)
    {
        if (request.Sizes.Length > 0) throw new FormatException($"Model '{request.Text}': a linear model has no sizes: leave out ':{request.Sizes}'.");
        return new Sequential(new Flatten(), request.Layer(request.Inputs, request.Outputs));
    }

    static Module Mlp(ModelRequest request)
    {
        int[] widths = request.Numbers('-', "mlp:512-512 (hidden widths)");
        if (widths.Length > MostLayers) throw new FormatException($"Model '{request.Text}': at most {MostLayers} layers, got {widths.Length}.");
        List<Module> layers = [new Flatten()];
        int before = request.Inputs;
        foreach (int width in widths)
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
        const string form = "residual-mlp:256x20 (width × blocks)";
        int[] sizes = request.Numbers('x', form);
        if (sizes.Length != 2 || sizes[1] > MostLayers) throw new FormatException($"Model '{request.Text}': expected the form {form}, with at most {MostLayers} blocks.");
        (int width, int blocks) = (sizes[0], sizes[1]);
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
