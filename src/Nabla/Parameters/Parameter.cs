using Nabla.Devices.Cpu;

namespace Nabla.Parameters;

/// <summary>A tensor that training changes. Its first values come from an initializer and a random source keyed by the parameter's path, so they do
/// not depend on the order in which layers are made; they are drawn when first needed.</summary>
public sealed class Parameter
{
    readonly Func<Shape, Rng, DataType, Tensor> initialize;
    readonly Rng rng;
    Device? device;
    Tensor? value;

    /// <summary>A parameter that is yet to be drawn.</summary>
    /// <param name="shape">Its extents.</param>
    /// <param name="rng">The source of its first values, shared by all parameters of a model. Paths tell them apart: two models, or parameters
    /// outside any model, that share a source and a path begin alike, so give each a fork of its own.</param>
    /// <param name="initialize">Draws the first values.</param>
    /// <param name="decays">Whether weight decay applies: true for weights, false for biases and norms.</param>
    public Parameter(Shape shape, Rng rng, Func<Shape, Rng, DataType, Tensor> initialize, bool decays = true)
    {
        Shape = shape;
        this.rng = rng;
        this.initialize = initialize;
        Decays = decays;
    }

    /// <summary>A parameter of no module that begins at given values, such as a point of the plane: it has a copy of them, and their type.</summary>
    /// <param name="start">The first values: real numbers.</param>
    /// <param name="decays">Whether weight decay applies.</param>
    public Parameter(Tensor start, bool decays = true)
        : this(start.Shape, Rng.FromSeed(0), (_, _, _) => start.Copy(), decays)
    {
        (DataType, device) = (start.DataType, start.Device);
        _ = Value; // copied now: what start holds may change
    }

    /// <summary>The extents.</summary>
    public Shape Shape { get; }

    /// <summary>Float32, or Float64 where a module was told so before its first use.</summary>
    public DataType DataType
    {
        get;
        internal set
        {
            CheckType(value);
            field = value;
        }
    } = DataType.Float32;

    /// <summary>Refuses a type that it can no longer take.</summary>
    internal void CheckType(DataType type)
    {
        if (type != DataType && HasBegun)
            throw new InvalidOperationException($"Parameter '{Path}' holds {DataType} values already: set the type before the model's first use, and before its arena.");
    }

    /// <summary>Where the numbers are; by default the processor. First values are drawn there and moved, so that a seed says the same on every device.</summary>
    public Device Device => device ??= CpuDevice.Instance;

    /// <summary>Where its numbers lie with those of others, if they do.</summary>
    internal ParameterArena? Arena { get; private set; }

    /// <summary>Tells the arena that it leaves, and takes the next.</summary>
    internal void MoveTo(ParameterArena? arena)
    {
        Arena?.Lose(this);
        Arena = arena;
    }

    /// <summary>Moves the numbers, out of their arena if they have one.</summary>
    internal void MoveTo(Device to)
    {
        MoveTo(arena: null);
        device = to;
        if (value is not null) value = value.Copy().To(to).Keep().RequireGradient();
    }

    /// <summary>Whether weight decay applies.</summary>
    public bool Decays { get; }

    /// <summary>The path from the model's root, such as <c>block2.norm.weight</c>; empty until the model has been walked.</summary>
    public string Path { get; internal set; } = "";

    /// <summary>The numbers, with a gradient.</summary>
    public Tensor Value => value ?? Interlocked.CompareExchange(ref value, initialize(Shape, rng.Fork(Path), DataType).To(Device).RequireGradient(), null) ?? value;

    /// <summary>Whether it has values: drawn, or those that it began at.</summary>
    internal bool HasBegun => value is not null;

    /// <summary>Has the parameter begin at given values, such as those of a file: then nothing is drawn. The tensor is its own from now on.</summary>
    /// <exception cref="ArgumentException">Shape, type or device are others, or the tensor has a gradient: that of another parameter.</exception>
    /// <exception cref="InvalidOperationException">It has values already.</exception>
    public void Begin(Tensor start)
    {
        if (start.Shape != Shape || start.DataType != DataType || start.Device != Device)
            throw new ArgumentException($"Parameter '{Path}' is {DataType}{Shape} on '{Device.Name}', got {start.DataType}{start.Shape} on '{start.Device.Name}'.");
        if (HasBegun) throw HasValues();
        if (start.RequiresGradient)
            throw new ArgumentException($"Parameter '{Path}': the tensor that it is to begin at has a gradient already, "
                + "so another parameter would change with it: begin at a copy.");
        if (Interlocked.CompareExchange(ref value, start.Keep().RequireGradient(), null) is not null)
            throw HasValues();
    }

    InvalidOperationException HasValues() => new($"Parameter '{Path}' has values already: let it begin before the model's first use.");

    /// <summary>The number of elements.</summary>
    public long Count => Shape.Count;

    /// <summary>A parameter is used as the tensor it holds.</summary>
    public static implicit operator Tensor(Parameter parameter) => parameter.Value;

    /// <summary>A parameter of no module gets its place in the arena for a path, so that it is told apart from others.</summary>
    internal void NameIfBare(int place)
    {
        if (Path.Length == 0) Path = place.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Path and shape.</summary>
    public override string ToString() => $"{Path} {Shape}";
}
