namespace Nabla.Optimizers;

/// <summary>Copies named tensors from a checkpoint to where they belong.</summary>
static class SavedState
{
    /// <summary>Checks all, then copies all: on an error nothing has changed.</summary>
    public static void Restore(string owner, IReadOnlyList<(string Name, Tensor Value)> targets, IEnumerable<(string Name, Tensor Value)> saved)
    {
        var found = new Dictionary<string, Tensor>();
        foreach (var (name, value) in saved)
            if (!found.TryAdd(name, value)) throw new ArgumentException($"{owner}: the saved state holds '{name}' twice.");
        foreach (var (name, target) in targets)
        {
            if (!found.Remove(name, out Tensor? value)) throw new ArgumentException($"{owner}: the saved state lacks '{name}': was it saved by another optimizer or model?");
            if (value.Shape != target.Shape || value.DataType != target.DataType)
                throw new ArgumentException($"{owner}: state '{name}' is expected as {target.DataType}{target.Shape}, saved is {value.DataType}{value.Shape}: was it saved by another model?");
        }
        if (found.Count > 0) throw new ArgumentException($"{owner}: the saved state holds '{found.Keys.First()}', which this optimizer does not have: was it saved by another optimizer or model?");
        var places = targets.ToDictionary(target => target.Name, target => target.Value);
        foreach (var (name, value) in saved) Copy(value, places[name]);
    }

    static void Copy(Tensor from, Tensor to) => from.CopyInto(to);
}
