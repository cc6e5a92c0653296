namespace Nabla.Modules;

/// <summary>A recurrent network: layers that read a sequence step by step and remember. Sequences are [batch, time, features]. Parameters have
/// PyTorch's names, order and layout.</summary>
public abstract class Recurrent : Module
{
    readonly RecurrentLayer[] layers;
    readonly double dropout;
    readonly Rng rng;

    private protected Recurrent(int gates, int inputs, int hidden, Rng rng, RecurrentOptions? options)
    {
        options ??= RecurrentOptions.Standard;
        if (inputs < 1 || hidden < 1 || options.Layers < 1) throw new ArgumentException($"{GetType().Name}: expected at least one input, hidden unit and layer, got {inputs} inputs, {hidden} hidden units and {options.Layers} layers.");
        if (options.Dropout is not (>= 0 and < 1)) throw new ArgumentException($"{GetType().Name}: expected a dropout in [0, 1), got {options.Dropout}.");
        (Inputs, Hidden, Directions, dropout, this.rng) = (inputs, hidden, options.Bidirectional ? 2 : 1, options.Dropout, rng.Fork("dropout"));
        layers = new RecurrentLayer[options.Layers * Directions];
        for (int i = 0; i < layers.Length; i++)
        {
            int layer = i / Directions;
            layers[i] = new RecurrentLayer(layer, reverse: i % Directions == 1, checked(gates * hidden), layer == 0 ? inputs : Outputs, hidden, options, rng);
        }
    }

    /// <summary>A network of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="inputs">Features of a step's input.</param>
    /// <param name="hidden">Units of a layer in one direction.</param>
    /// <param name="rng">The model's random source.</param>
    /// <param name="options">Layers, directions, dropout.</param>
    public static Recurrent Of(RecurrentKind kind, int inputs, int hidden, Rng rng, RecurrentOptions? options = null) => kind switch
    {
        RecurrentKind.Rnn => new Rnn(inputs, hidden, rng, options),
        RecurrentKind.Lstm => new Lstm(inputs, hidden, rng, options),
        RecurrentKind.Gru => new Gru(inputs, hidden, rng, options),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Recurrent knows Rnn, Lstm and Gru."),
    };

    /// <summary>Features of a step's input.</summary>
    public int Inputs { get; }

    /// <summary>Units of a layer in one direction.</summary>
    public int Hidden { get; }

    /// <summary>2 where each layer also reads from the end, else 1.</summary>
    public int Directions { get; }

    /// <summary>Features of a step's output: hidden·directions.</summary>
    public int Outputs => checked(Hidden * Directions);

    /// <summary>Layers, each reading the outputs of the one before.</summary>
    public int Layers => layers.Length / Directions;

    /// <summary>The weights of a layer's hidden state [gates·hidden, hidden].</summary>
    public Parameter HiddenWeight(int layer = 0, bool reverse = false) => layers[layer * Directions + (reverse ? 1 : 0)].HiddenWeight;

    /// <summary>The outputs of the last layer for every step: [batch, time, inputs] → [batch, time, hidden·directions].</summary>
    public override Tensor Forward(Tensor input) => Read(input, null, null).Outputs;

    /// <summary>The outputs of the last layer and the final state of all layers, which a later call may start from.</summary>
    /// <param name="input">Sequences [batch, time, inputs].</param>
    /// <param name="lengths">Steps of each example, Int32 [batch]: past them its outputs are 0 and its state stays. All steps where null.</param>
    /// <param name="start">The state before the first step, for each layer and direction as it was returned; zeros by default.</param>
    /// <exception cref="ArgumentException">Extents do not fit.</exception>
    public (Tensor Outputs, IReadOnlyList<RecurrentState> Final) Call(Tensor input, Tensor? lengths, IReadOnlyList<RecurrentState>? start = null)
    {
        NamePaths();
        return Scope.Run(() =>
        {
            var (outputs, final) = Read(input, lengths, start);
            return (Show(outputs), final);
        });
    }

    /// <summary>One layer in one direction.</summary>
    private protected abstract (Tensor Outputs, RecurrentState Final) Read(Tensor input, in RecurrentWeights weights, RecurrentState? start, Tensor? lengths, bool reverse);

    (Tensor Outputs, IReadOnlyList<RecurrentState> Final) Read(Tensor input, Tensor? lengths, IReadOnlyList<RecurrentState>? start)
    {
        if (input.Rank != 3 || input.Shape[2] != Inputs) throw new ArgumentException($"{Title} expects input [batch, time, {Inputs}], got {input.Shape}: is an Embedding before it missing?");
        if (start is not null && start.Count != layers.Length) throw new ArgumentException($"{Title} expects a state for each of its {layers.Length} layers and directions, got {start.Count}.");
        var all = new List<RecurrentState>(layers.Length);
        Tensor x = input;
        for (int layer = 0; layer < Layers; layer++)
        {
            if (layer > 0) x = x.Dropout(dropout, rng);
            var (from, first) = (x, layer * Directions);
            (x, RecurrentState[] final) = Scope.Run(() => Read(from, first, lengths, start));
            all.AddRange(final);
        }
        return (x, all);
    }

    /// <summary>One layer, of which <paramref name="first"/> reads forward.</summary>
    (Tensor Outputs, RecurrentState[] Final) Read(Tensor input, int first, Tensor? lengths, IReadOnlyList<RecurrentState>? start)
    {
        var (outputs, final) = (new Tensor[Directions], new RecurrentState[Directions]);
        for (int i = 0; i < Directions; i++) (outputs[i], final[i]) = Read(input, layers[first + i].Weights, start?[first + i], lengths, layers[first + i].IsReverse);
        return (Directions == 1 ? outputs[0] : Tensor.Concatenate(outputs, 2), final);
    }

    /// <inheritdoc/>
    protected internal override void Visit(IModuleVisitor visitor)
    {
        foreach (RecurrentLayer layer in layers) layer.Visit(visitor);
    }
}
