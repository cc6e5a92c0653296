namespace Nabla.Modules;

/// <summary>The sizes and choices of a transformer. The defaults are those of GPT-2 (Radford et al. 2019).</summary>
/// <param name="Vocabulary">How many tokens there are.</param>
/// <param name="Layers">Blocks.</param>
/// <param name="Width">Numbers for each place.</param>
/// <param name="Heads">Heads of attention, a divisor of the width.</param>
public sealed record TransformerOptions(int Vocabulary, int Layers, int Width, int Heads)
{
    internal const int MostLayers = 1 << 16;

    /// <summary>The longest sequence.</summary>
    public int ContextLength { get; init; } = 1024;

    /// <summary>Heads of keys and values, a divisor of the heads; null: as many (Ainslie et al. 2023, arXiv:2305.13245).</summary>
    public int? KeyHeads { get; init; }

    /// <summary>Numbers inside a feed-forward layer; null: 4·width, or 8/3·width for SwiGLU, which has a matrix more.</summary>
    public int? Hidden { get; init; }

    /// <summary>The transfer function of feed-forward layers.</summary>
    public FeedForwardKind FeedForward { get; init; } = FeedForwardKind.Gelu;

    /// <summary>How a token's place is known.</summary>
    public PositionKind Positions { get; init; } = PositionKind.Learned;

    /// <summary>Whether rows are normalised by their root mean square rather than by mean and deviation.</summary>
    public bool UsesRmsNorm { get; init; }

    /// <summary>x + f(norm(x)), which trains without warm-up (Xiong et al. 2020, arXiv:2002.04745); otherwise norm(x + f(x)) as in the first transformer.</summary>
    public bool IsPreNorm { get; init; } = true;

    /// <summary>Whether linear layers and layer norms have a bias.</summary>
    public bool HasBias { get; init; } = true;

    /// <summary>Whether the output layer is the table of embeddings (Press and Wolf 2017, arXiv:1608.05859).</summary>
    public bool TiesEmbeddings { get; init; } = true;

    /// <summary>The probability that a number is dropped in training, after the embedding and at the end of each layer.</summary>
    public double Dropout { get; init; }

    /// <summary>Draws weights and embeddings; layers that end in a sum draw 1/√(2·layers) of it.</summary>
    public Initializer Initializer { get; init; } = new Normal(0.02);

    /// <summary>ε of normalisations.</summary>
    public double NormEpsilon { get; init; } = 1e-5;

    /// <summary>The base of rotary frequencies.</summary>
    public double RotaryBase { get; init; } = 10_000;

    /// <summary>Of so many blocks in a row only the input of the first is kept, and backward runs them again (<see cref="Recompute"/>); 0: everything is kept.</summary>
    public int RecomputeEvery { get; init; }

    /// <summary>Numbers in a head.</summary>
    internal int HeadSize => Width / Heads;

    internal int HiddenWidth => Hidden ?? (int)Math.Min(int.MaxValue, FeedForward == FeedForwardKind.SwiGlu ? (8L * Width / 3 + 7) / 8 * 8 : 4L * Width);

    internal Initializer SummedInitializer => new Scaled(Initializer, 1 / Math.Sqrt(2.0 * Layers));

    internal Module Norm() => UsesRmsNorm ? new RmsNorm(Width, NormEpsilon) : new LayerNorm(Width, NormEpsilon, HasBias);

    /// <summary>The same options, if they make a transformer.</summary>
    /// <exception cref="ArgumentException">A size is off; the message says which.</exception>
    public TransformerOptions Checked()
    {
        foreach ((string name, int value) in (ReadOnlySpan<(string, int)>)[("vocabulary", Vocabulary), ("layers", Layers), ("width", Width), ("heads", Heads), ("context length", ContextLength), ("hidden width", HiddenWidth)])
            if (value < 1) throw new ArgumentException($"Transformer: the {name} is {value}: at least 1 is needed.");
        if (Layers > MostLayers) throw new ArgumentOutOfRangeException(null, $"Transformer: the layers are {Layers}: at most {MostLayers} are possible.");
        if (!Enum.IsDefined(FeedForward) || !Enum.IsDefined(Positions)) throw new ArgumentException($"Transformer: there is no feed-forward layer {FeedForward} with positions {Positions}.");
        if (RecomputeEvery < 0) throw new ArgumentException($"Transformer: RecomputeEvery is {RecomputeEvery}: expected how many blocks are run again at a time, or 0 for none.");
        if (Width % Heads != 0) throw new ArgumentException($"Transformer: a width of {Width} does not divide into {Heads} heads: make the width a multiple of the heads.");
        if (KeyHeads is { } keyHeads && (keyHeads < 1 || Heads % keyHeads != 0)) throw new ArgumentException($"Transformer: {Heads} heads cannot share {keyHeads} heads of keys evenly: their number must be a divisor.");
        if (RotaryBase is not (> 0 and < double.PositiveInfinity)) throw new ArgumentException($"Transformer: the rotary base is {RotaryBase}: expected a number above 0, such as 10000.");
        if (Positions == PositionKind.Rotary && HeadSize % 2 != 0) throw new ArgumentException($"Transformer: rotary positions turn pairs, but a head has {HeadSize} numbers (width {Width} / {Heads} heads): make that even.");
        return this;
    }
}

/// <summary>The transfer function of a feed-forward layer.</summary>
public enum FeedForwardKind
{
    /// <summary>x·Φ(x), exact.</summary>
    Gelu,
    /// <summary>The tanh approximation of GELU, as in GPT-2.</summary>
    GeluTanh,
    /// <summary>max(x, 0), as in the first transformer.</summary>
    Relu,
    /// <summary>silu(gate)·up with a second matrix (Shazeer 2020, arXiv:2002.05202, equation 6).</summary>
    SwiGlu,
}

/// <summary>How a transformer knows the place of a token.</summary>
public enum PositionKind
{
    /// <summary>A trained vector for each place.</summary>
    Learned,
    /// <summary>Queries and keys are turned by angles (Su et al. 2021, arXiv:2104.09864).</summary>
    Rotary,
    /// <summary>Not at all, but for what causal attention gives away.</summary>
    None,
}
