namespace Nabla.Pretrained;

/// <summary>A GPT-2 in a folder as Hugging Face has it: <c>config.json</c>, <c>model.safetensors</c>, and <c>tokenizer.json</c> or <c>vocab.json</c>
/// with <c>merges.txt</c>.</summary>
/// <param name="path">The folder.</param>
public sealed class Gpt2Folder(string path)
{
    string Configuration => Path.Combine(path, "config.json");

    /// <summary><c>model.safetensors</c>: the weights.</summary>
    public string Weights => Path.Combine(path, "model.safetensors");

    /// <summary>Whether the folder has a configuration and weights.</summary>
    public bool Exists => File.Exists(Configuration) && File.Exists(Weights);

    /// <summary>The model.</summary>
    /// <exception cref="DataException">The configuration cannot be read, or is that of another model.</exception>
    /// <exception cref="CheckpointException">The weights cannot be read, or do not fit the configuration.</exception>
    public Gpt LoadModel()
    {
        var model = new Gpt(Gpt2Configuration.Read(Configuration), Rng.FromSeed(0));
        Gpt2Weights.Read(Weights, model);
        return model;
    }

    /// <summary>Gives a model its weights; one of a shorter context takes the first places.</summary>
    /// <exception cref="ArgumentException">The model is no GPT-2, or has other sizes.</exception>
    /// <exception cref="DataException">The configuration cannot be read, or is that of another model.</exception>
    /// <exception cref="CheckpointException">The weights cannot be read, or do not fit the configuration.</exception>
    public void ReadInto(Gpt model)
    {
        TransformerOptions has = Gpt2Configuration.Check(model.Options), its = Gpt2Configuration.Read(Configuration);
        if (Sizes(has) != Sizes(its) || has.ContextLength > its.ContextLength)
            throw new ArgumentException($"Gpt2Folder: '{path}' holds a GPT-2 of {Described(its)}, but the model is one of {Described(has)}.");
        Gpt2Weights.Read(Weights, model);
    }

    static (int, int, int, int, int, FeedForwardKind, double) Sizes(TransformerOptions options) =>
        (options.Layers, options.Width, options.Heads, options.HiddenWidth, options.Vocabulary, options.FeedForward, options.NormEpsilon);

    static string Described(TransformerOptions options) =>
        FormattableString.Invariant($"{options.Layers}x{options.Width}x{options.Heads} with {options.Vocabulary} tokens, a context of {options.ContextLength}, {options.HiddenWidth} hidden units, {options.FeedForward} and ε {options.NormEpsilon}");

    /// <summary>What its tokens are.</summary>
    /// <exception cref="DataException">There is no tokenizer, or it cannot be read.</exception>
    public Tokenizer LoadTokenizer() => File.Exists(Path.Combine(path, "tokenizer.json")) || File.Exists(Path.Combine(path, "merges.txt")) ? Tokenizer.Load(path)
        : throw new DataException($"'{path}' holds no tokenizer.json, nor vocab.json with merges.txt: put the tokenizer there that the model was trained with.");

    /// <summary>Writes a model and what its tokens are; the folder is made.</summary>
    /// <exception cref="ArgumentException">The model is no GPT-2.</exception>
    /// <exception cref="Nabla.Files.FileException">The disk is full, or the place cannot be written.</exception>
    public void Save(Gpt model, Tokenizer? tokenizer = null)
    {
        Gpt2Configuration.Check(model.Options);
        Directory.CreateDirectory(path);
        Gpt2Weights.Write(Weights, model);
        Gpt2Configuration.Write(Configuration, model.Options);
        tokenizer?.Save(Path.Combine(path, "tokenizer.json"));
    }
}
