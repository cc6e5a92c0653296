namespace Nabla.Pretrained;

/// <summary>The weights of a GPT-2 under the names that Hugging Face gives them, in safetensors. Its linear layers keep their weights [inputs,
/// outputs], ours [outputs, inputs]; the output layer is the table of tokens.</summary>
public static class Gpt2Weights
{
    const string Prefix = "transformer.";

    /// <summary>Reads the weights of a model, of type F32, F16 or BF16, with or without the prefix <c>transformer.</c> A model of a shorter context
    /// takes the first places.</summary>
    /// <exception cref="ArgumentException">The model is no GPT-2.</exception>
    /// <exception cref="CheckpointException">The file cannot be read, lacks a weight, has one too many, or one of another shape.</exception>
    public static void Read(string path, Gpt model)
    {
        using var file = SafetensorsFile.Open(path);
        string prefix = file.Find(Prefix + "wte.weight") is null ? "" : Prefix;
        Weight[] weights = [.. Of(model)];
        var known = weights.Select(weight => prefix + weight.Name).ToHashSet();
        if (file.Entries.FirstOrDefault(entry => !known.Contains(entry.Name) && !IsIgnored(entry.Name)) is { } unknown)
            throw new CheckpointException(path, $"'{unknown.Name}' is no weight of a GPT-2 of {model.Options.Layers} layers", "use the config.json that belongs to the file");
        // Before any is read, so that a file that does not fit leaves the model as it was.
        foreach (Weight weight in weights) Check(file, prefix + weight.Name, weight);
        foreach (Weight weight in weights) Read(file, prefix + weight.Name, weight);
    }

    /// <summary>Writes the weights of a model: in full or not at all.</summary>
    /// <exception cref="ArgumentException">The model is no GPT-2.</exception>
    /// <exception cref="Nabla.Files.FileException">The disk is full, or the place cannot be written.</exception>
    public static void Write(string path, Gpt model) =>
        StateFile.Write(path, Of(model).Select(weight => (weight.Name, weight.IsTurned ? weight.Parameter.Value.Detach().Transpose() : weight.Parameter.Value)), new Dictionary<string, string> { ["format"] = "pt" });

    sealed record Weight(string Name, Parameter Parameter, bool IsTurned = false, bool MayBeLonger = false)
    {
        public Shape FileShape => IsTurned ? [Parameter.Shape[1], Parameter.Shape[0]] : Parameter.Shape;

        public bool Fits(Shape shape) => shape == FileShape || (MayBeLonger && shape.Rank == 2 && shape[0] > FileShape[0] && shape[1] == FileShape[1]);
    }

    static void Check(SafetensorsFile file, string name, Weight weight)
    {
        Shape shape = file[name].Shape;
        if (!weight.Fits(shape)) throw new CheckpointException(file.Path, $"'{name}' is {shape}, the model expects {weight.FileShape}", "use the config.json that belongs to the file");
    }

    static void Read(SafetensorsFile file, string name, Weight weight)
    {
        var entry = file[name];
        var numbers = new float[entry.Shape.Count];
        file.ReadFloats(entry, numbers);
        if (weight.MayBeLonger) numbers = numbers[..(int)weight.Parameter.Count];
        if (weight.IsTurned) numbers = Scope.Run(() => Tensor.From(numbers, entry.Shape).Transpose().ToArray<float>());
        if (weight.Parameter.HasBegun) weight.Parameter.Value.CopyFrom<float>(numbers);
        else weight.Parameter.Begin(Tensor.From(numbers, weight.Parameter.Shape).To(weight.Parameter.Device));
    }

    // The causal mask, which old files keep, and the output layer, which is the table of tokens.
    static bool IsIgnored(string name) =>
        name.EndsWith(".attn.bias", StringComparison.Ordinal) || name.EndsWith(".attn.masked_bias", StringComparison.Ordinal) || name == "lm_head.weight";

    static IEnumerable<Weight> Of(Gpt model)
    {
        Gpt2Configuration.Check(model.Options);
        model.NamePaths();
        yield return new("wte.weight", model.Tokens.Weight);
        yield return new("wpe.weight", model.Positions!.Weight, MayBeLonger: true);
        foreach (Weight weight in model.Blocks.SelectMany((block, layer) => Of($"h.{layer}.", block))) yield return weight;
        foreach (Weight weight in Of("ln_f", (LayerNorm)model.Norm!)) yield return weight;
    }

    static IEnumerable<Weight> Of(string path, TransformerBlock block) =>
    [
        .. Of(path + "ln_1", (LayerNorm)block.Norm1), .. Of(path + "attn.c_attn", block.Attention.QueryKeyValue), .. Of(path + "attn.c_proj", block.Attention.Output),
        .. Of(path + "ln_2", (LayerNorm)block.Norm2), .. Of(path + "mlp.c_fc", block.FeedForward.Up), .. Of(path + "mlp.c_proj", block.FeedForward.Down),
    ];

    static IEnumerable<Weight> Of(string path, LayerNorm norm) => [new(path + ".weight", norm.Weight), new(path + ".bias", norm.Bias!)];

    static IEnumerable<Weight> Of(string path, Linear layer) => [new(path + ".weight", layer.Weight, IsTurned: true), new(path + ".bias", layer.Bias!)];
}
