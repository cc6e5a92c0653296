using System.Collections;

namespace Nabla.Runs;

/// <summary>
/// One line of <c>events.jsonl</c>: <c>{"t":12.5,"kind":"step","step":100,"loss":0.31,…}</c>.
/// <code>new RunEvent(RunKind.Step, 100) { [RunField.Loss] = loss, [RunField.Rate] = rate }</code>
/// </summary>
/// <param name="kind">One of <see cref="RunKind"/>, or another.</param>
/// <param name="step">Training steps done so far; 0 before the first.</param>
/// <param name="seconds">Seconds of training so far; without it, the writer's clock stamps the event.</param>
public sealed class RunEvent(string kind, long step, double seconds = double.NaN) : IEnumerable<KeyValuePair<string, RunValue>>
{
    readonly List<KeyValuePair<string, RunValue>> fields = [];

    /// <summary>What kind of event.</summary>
    public string Kind => kind;

    /// <summary>Training steps done so far.</summary>
    public long Step => step;

    /// <summary>Seconds of training so far, over all sittings of the run.</summary>
    public double Seconds => seconds;

    /// <summary>A field; setting one again replaces it.</summary>
    /// <exception cref="KeyNotFoundException">No field has this name.</exception>
    public RunValue this[string name]
    {
        get => Find(name) ?? throw new KeyNotFoundException($"The event '{kind}' has no field '{name}'.");
        set
        {
            if (name is "t" or "kind" or "step") throw new ArgumentException($"'{name}' is set by the event itself: choose another field name.");
            int index = fields.FindIndex(f => f.Key == name);
            if (index >= 0) fields[index] = new(name, value);
            else fields.Add(new(name, value));
        }
    }

    /// <summary>The number in a field: null where there is none, NaN where it was not finite.</summary>
    public double? Number(string name) => Find(name)?.Number;

    /// <summary>The text in a field, or null.</summary>
    public string? Text(string name) => Find(name)?.Text;

    /// <summary>The field, or null.</summary>
    public RunValue? Find(string name) => fields.Find(field => field.Key == name) is { Key: not null } found ? found.Value : default(RunValue?);

    /// <summary>The fields in the order they were set.</summary>
    public IEnumerator<KeyValuePair<string, RunValue>> GetEnumerator() => fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
