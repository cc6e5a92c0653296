namespace Nabla.Modules;

/// <summary>The parameters of one layer in one direction, named as PyTorch names them.</summary>
sealed class RecurrentLayer
{
    readonly string suffix;
    readonly Parameter inputWeight, hiddenWeight;
    readonly Parameter? inputBias, hiddenBias;

    public RecurrentLayer(int layer, bool reverse, int rows, int inputs, int hidden, RecurrentOptions options, Rng rng)
    {
        suffix = $"_l{layer}{(reverse ? "_reverse" : "")}";
        IsReverse = reverse;
        double bound = 1 / Math.Sqrt(hidden);
        Initializer standard = new Uniform(-bound, bound), initializer = options.Initializer ?? standard;
        inputWeight = new Parameter([rows, inputs], rng, initializer.Draw);
        hiddenWeight = new Parameter([rows, hidden], rng, (options.HiddenInitializer ?? standard).Draw);
        if (!options.HasBias) return;
        inputBias = new Parameter([rows], rng, initializer.Draw, decays: false);
        hiddenBias = new Parameter([rows], rng, initializer.Draw, decays: false);
    }

    /// <summary>Whether the last step comes first.</summary>
    public bool IsReverse { get; }

    public RecurrentWeights Weights => new(inputWeight.Value, hiddenWeight.Value, inputBias?.Value, hiddenBias?.Value);

    public Parameter HiddenWeight => hiddenWeight;

    public void Visit(IModuleVisitor visitor)
    {
        visitor.Parameter("weight_ih" + suffix, inputWeight);
        visitor.Parameter("weight_hh" + suffix, hiddenWeight);
        if (inputBias is not null) visitor.Parameter("bias_ih" + suffix, inputBias);
        if (hiddenBias is not null) visitor.Parameter("bias_hh" + suffix, hiddenBias);
    }
}
