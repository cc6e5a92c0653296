using Nabla.Checkpoints;
using Nabla.Data;
using Nabla.Features;
using Nabla.Tensors;

namespace Nabla.Training;

/// <summary>What preprocessing was fitted to, as tensors in a model file.</summary>
internal static class PipelineState
{
    const string Prefix = "preprocessing.";

    /// <summary>The fitted numbers as tensors for a model file.</summary>
    public static IReadOnlyList<(string Name, Tensor Value)> State(Pipeline pipeline) =>
        [.. pipeline.State().Select(array => (Prefix + array.Name, Tensor.From(array.Values, array.Shape)))];

    /// <summary>The stages that a model file holds.</summary>
    /// <exception cref="DataException">They are damaged.</exception>
    public static Pipeline Load(SafetensorsFile file) => Pipeline.Load(file.Entries.Where(entry => entry.Name.StartsWith(Prefix, StringComparison.Ordinal)).Select(entry =>
    {
        var values = new float[checked((int)entry.Shape.Count)];
        file.ReadFloats(entry, values);
        return new StageArray(entry.Name[Prefix.Length..], entry.Shape, values);
    }));
}
