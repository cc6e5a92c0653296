using System.Collections;

namespace Nabla.Modules;

/// <summary>Modules one after the other: <c>Sequential net = [new Linear(784, 128, rng), new Relu(), new Linear(128, 10, rng)];</c></summary>
[CollectionBuilder(typeof(Sequential), nameof(Create))]
public sealed class Sequential : Module, IReadOnlyList<Module>
{
    readonly Module[] steps;

    /// <summary>Modules one after the other.</summary>
    /// <exception cref="ArgumentException">One of them is null.</exception>
    public Sequential(params ReadOnlySpan<Module> steps)
    {
        this.steps = steps.ToArray();
        if (Array.IndexOf(this.steps, null) is var missing and >= 0)
            throw new ArgumentException($"Sequential: the module at index {missing} is null: give a module for every place.");
    }

    /// <summary>For collection expressions.</summary>
    public static Sequential Create(ReadOnlySpan<Module> steps) => new(steps);

    /// <summary>How many.</summary>
    public int Count => steps.Length;

    /// <summary>The module at an index, which is also its name in paths.</summary>
    public Module this[int index] => steps[index];

    /// <summary>Of so many modules in a row only the input of the first is kept, and backward runs them again (<see cref="Recompute"/>); 0:
    /// everything is kept. The last row is kept in any case, as backward begins there. With n alike modules memory goes with n/k + k, which is least
    /// at k = √n.</summary>
    public int RecomputeEvery
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(null, $"Sequential: RecomputeEvery is {value}: expected how many modules are run again at a time, or 0 for none.");
    }

    /// <summary>Each module on the result of the one before. A Linear or Conv2d and the activation after it run as one operation, unless somebody watches.</summary>
    public override Tensor Forward(Tensor input) => RecomputeEvery > 0 ? Recompute.InRows(input, steps.Length, RowEnd, Run) : Run(0, steps.Length, input);

    // A layer and its activation are not parted.
    int RowEnd(int from) => Math.Min(RecomputeEvery, steps.Length - from) + from is var to && to < steps.Length && steps[to - 1] is IActivated && steps[to] is Activation ? to + 1 : to;

    Tensor Run(int from, int to, Tensor input)
    {
        Tensor x = input;
        using var relay = new ScopeRelay();
        for (int i = from; i < to; i++)
        {
            if (!IsObserved && steps[i] is IActivated layer && i + 1 < to && steps[i + 1] is Activation activation)
            {
                x = activation.CallAfter(layer, x);
                i++;
            }
            else x = steps[i].Call(x);
            relay.Pass(x);
        }
        return x;
    }

    /// <inheritdoc/>
    protected internal override void Visit(IModuleVisitor visitor)
    {
        for (int i = 0; i < steps.Length; i++) visitor.Child(i.ToString(System.Globalization.CultureInfo.InvariantCulture), steps[i]);
    }

    /// <inheritdoc/>
    public IEnumerator<Module> GetEnumerator() => ((IEnumerable<Module>)steps).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
