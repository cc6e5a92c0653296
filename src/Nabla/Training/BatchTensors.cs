using Nabla.Data;
using Nabla.Tensors;

namespace Nabla.Training;

/// <summary>The numbers of a batch as tensors.</summary>
internal static class BatchTensors
{
    extension(Batch batch)
    {
        /// <summary>The inputs, [count, …].</summary>
        public Tensor Input() => Of(batch.Inputs, batch.InputShape);

        /// <summary>The targets: Int32 labels [count] or real values [count, …].</summary>
        public Tensor Target() => Of(batch.Targets, batch.TargetShape);
    }

    static Tensor Of(Cells cells, Shape shape) =>
        cells.Integers.IsEmpty ? Tensor.From((ReadOnlySpan<float>)cells.Floats, shape) : Tensor.From((ReadOnlySpan<int>)cells.Integers, shape);
}
