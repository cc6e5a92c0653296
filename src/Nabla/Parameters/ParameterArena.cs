namespace Nabla.Parameters;

/// <summary>All parameters of a model in one flat tensor, and their gradients in another, so that clipping and the optimizer are one pass each. Those
/// that weight decay applies to come first. Each begins at a multiple of 16 elements; the padding stays zero.</summary>
public sealed class ParameterArena
{
    const int Alignment = 16;
    readonly Parameter[] all;
    Parameter? taken;

    /// <summary>Moves the parameters into new arenas; their tensors stay the same objects. Parameters outside any module are named by their place: 0, 1, ….</summary>
    /// <exception cref="ArgumentException">There are none, types or devices are mixed, or one appears twice.</exception>
    public ParameterArena(IEnumerable<Parameter> parameters)
    {
        Parameters = all = [.. parameters];
        if (Parameters.Count == 0) throw new ArgumentException("ParameterArena: the model has no parameters: is a class not partial, a field not a Parameter or Module, or Nabla.Generators not referenced as an analyzer?");
        if (Parameters.Distinct().Count() != Parameters.Count) throw new ArgumentException("ParameterArena: a parameter appears twice; shared weights must be visited once.");
        for (int i = 0; i < all.Length; i++) all[i].NameIfBare(i);
        DataType type = Parameters[0].Value.DataType;
        Device device = Parameters[0].Device;
        if (Parameters.FirstOrDefault(p => p.Device != device) is { } apart)
            throw new ArgumentException($"ParameterArena: all parameters need one device, got '{device.Name}', and '{apart.Device.Name}' for '{apart.Path}': move the whole model (SetDevice).");
        if (Parameters.FirstOrDefault(p => p.Value.DataType != type) is { } other) throw new ArgumentException($"ParameterArena: all parameters need one type, got {type} and {other.Value.DataType} for '{other.Path}'.");

        Parameter[] ordered = [.. Parameters.OrderByDescending(p => p.Decays)];
        DecayingCount = ordered.Where(p => p.Decays).Sum(Padded);
        Count = ordered.Sum(Padded);
        Values = Allocate(Count, type, device);
        Gradients = Allocate(Count, type, device);
        long at = 0;
        foreach (Parameter parameter in ordered)
        {
            parameter.MoveTo(this);
            parameter.Value.MoveTo(Place(Values, at, parameter.Shape), Place(Gradients, at, parameter.Shape));
            at += Padded(parameter);
        }
    }

    /// <summary>The parameters in the model's order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>All values, flat.</summary>
    public Tensor Values { get; }

    /// <summary>All gradients, flat. Read it after <see cref="SettleGradients"/>.</summary>
    public Tensor Gradients { get; }

    /// <summary>Elements of the arena, padding included.</summary>
    public long Count { get; }

    /// <summary>How many elements, from the start, weight decay applies to.</summary>
    public long DecayingCount { get; }

    /// <summary>Where each parameter lies, in the arena's order: its first element, and how many there are with padding.</summary>
    internal IEnumerable<(Parameter Parameter, long Start, long Count)> Layout =>
        all.Select(p => (Parameter: p, Start: StartOf(p), Count: Padded(p))).OrderBy(place => place.Start);

    /// <summary>Makes every gradient count as zero, without touching memory.</summary>
    public void ClearGradients()
    {
        foreach (Parameter parameter in all) parameter.Value.ClearGradient();
    }

    /// <summary>Writes zeros for gradients that backward did not reach, so that the flat arena holds what it should.</summary>
    /// <exception cref="InvalidOperationException">A later arena has taken a parameter: nothing that is done here reaches it.</exception>
    public void SettleGradients()
    {
        RequireAll();
        foreach (Parameter parameter in all) _ = parameter.Value.Gradient;
    }

    /// <summary>Makes sure that the flat tensors are those of the parameters still.</summary>
    internal void RequireAll()
    {
        if (taken is not null) throw Foreign(taken);
    }

    /// <summary>How many moving averages have changed places with the values.</summary>
    internal int AveragesIn { get; set; }

    /// <summary>Hears that one of its parameters lies elsewhere from now on.</summary>
    internal void Lose(Parameter parameter) => taken = parameter;

    /// <summary>A flat tensor of this arena's length and type, zeroed: for the state of an optimizer.</summary>
    public Tensor NewState() => Allocate(Count, Values.DataType, Values.Device);

    /// <summary>The part of a flat tensor of this arena's layout that belongs to a parameter.</summary>
    /// <exception cref="InvalidOperationException">The parameter is none of this arena's, or a later one has taken it.</exception>
    public Tensor PartOf(Tensor flat, Parameter parameter) => Place(flat, StartOf(parameter), parameter.Shape);

    // A place in another arena's memory would be one beyond the end of this one's, or another parameter's.
    long StartOf(Parameter parameter) => parameter.Arena == this ? parameter.Value.Region.Offset - Values.Region.Offset : throw Foreign(parameter);

    static InvalidOperationException Foreign(Parameter parameter) =>
        new($"ParameterArena: '{parameter.Path}' was moved into a later arena, or is none of this one's: make one arena of the model, and one optimizer.");

    static long Padded(Parameter parameter) => (parameter.Count + Alignment - 1) / Alignment * Alignment;

    static Tensor Allocate(long count, DataType type, Device device) => Tensor.Zeros([checked((int)count)], type, device).Keep();

    static Tensor Place(Tensor flat, long at, Shape shape) => flat.Slice(0, (int)at, (int)shape.Count).Reshape(shape);
}
