using System.Collections;
using System.Runtime.CompilerServices;
using Nabla.Memory;
using Nabla.Tensors;

namespace Nabla.Modules;

/// <summary>Modules one after the other: <c>Sequential net = [new Linear(784, 128, rng), new Relu(), new Linear(128, 10, rng)];</c></summary>
[CollectionBuilder(typeof(Sequential), nameof(Create))]
public sealed class Sequential : Module, IReadOnlyList<Module>
{
    readonly Module[] steps;

    /// <summary>Modules one after the other.</summary>
    public Sequential(params ReadOnlySpan<Module> steps) => this.steps = steps.ToArray();

    /// <summary>For collection expressions.</summary>
    public static Sequential Create(ReadOnlySpan<Module> steps) => new(steps);

    /// <summary>How many.</summary>
    public int Count => steps.Length;

    /// <summary>The module at an index, which is also its name in paths.</summary>
    public Module this[int index] => steps[index];

    /// <summary>Each module on the result of the one before. A Linear and the activation after it run as one operation, unless somebody watches.</summary>
    public override Tensor Forward(Tensor input)
    {
        Tensor x = input;
        using var relay = new ScopeRelay();
        for (int i = 0; i < steps.Length; i++)
        {
            if (!IsObserved && steps[i] is Linear linear && i + 1 < steps.Length && steps[i + 1] is Activation activation)
            {
                x = activation.CallAfter(linear, x);
                i++;
            }
            else x = steps[i].Call(x);
            relay.Pass(x.Storage);
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
