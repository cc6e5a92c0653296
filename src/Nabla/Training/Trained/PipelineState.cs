using Nabla.Features;

namespace Nabla.Training;

/// <summary>What preprocessing was fitted to, as tensors in a model file.</summary>
internal static class PipelineState
{
    const string InputPrefix = "preprocessing.", TargetPrefix = "target.";

    /// <summary>The fitted numbers as tensors for a model file.</summary>
    public static IReadOnlyList<(string Name, Tensor Value)> State(Pipeline pipeline, TargetScaling targets) =>
        [.. Tensors(InputPrefix, pipeline.State()), .. Tensors(TargetPrefix, targets.State())];

    /// <summary>The stages for inputs that a model file holds beside the network's own tensors.</summary>
    /// <exception cref="DataException">They are damaged.</exception>
    public static Pipeline Load(SafetensorsFile file, Module model) => Pipeline.Load(Arrays(InputPrefix, file, model));

    /// <summary>The scaling of targets that a model file holds, likewise.</summary>
    /// <exception cref="DataException">It is damaged.</exception>
    public static TargetScaling LoadTargets(SafetensorsFile file, Module model) => TargetScaling.Load(Arrays(TargetPrefix, file, model));

    static IEnumerable<(string, Tensor)> Tensors(string prefix, IReadOnlyList<StageArray> arrays) => arrays.Select(array => (prefix + array.Name, Tensor.From(array.Values, array.Shape)));

    // A network may have a field of such a name.
    static IEnumerable<StageArray> Arrays(string prefix, SafetensorsFile file, Module model) => file.Entries.ExceptBy(model.State.Select(each => each.Name), entry => entry.Name)
        .Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(entry =>
    {
        var values = new float[checked((int)entry.Shape.Count)];
        file.ReadFloats(entry, values);
        return new StageArray(entry.Name[prefix.Length..], entry.Shape, values);
    });
}
