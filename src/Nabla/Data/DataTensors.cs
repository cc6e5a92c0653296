using Nabla.Tensors;

namespace Nabla.Data;

/// <summary>Examples as tensors, for a training loop of one's own. They are copies and stay when the loader moves on.</summary>
public static class DataTensors
{
    extension(Batch batch)
    {
        /// <summary>The inputs, [count, …].</summary>
        public Tensor InputTensor() => Of(batch.Inputs, batch.InputShape);

        /// <summary>The targets: Int32 labels [count] or real values [count, …].</summary>
        public Tensor TargetTensor() => Of(batch.Targets, batch.TargetShape);
    }

    extension(Dataset dataset)
    {
        /// <summary>All examples in their order: inputs [count, …] and targets, as those of a <see cref="Batch"/>.</summary>
        /// <exception cref="ArgumentException">The dataset is endless.</exception>
        /// <exception cref="DataException">It is empty, or has more numbers than one array holds.</exception>
        public (Tensor Input, Tensor Target) ToTensors()
        {
            long count = dataset.Count ?? throw new ArgumentException($"Dataset '{dataset.Name}' is endless: take a part of it, or go through it with a Loader.");
            if (count is 0 or > int.MaxValue) throw new DataException($"Dataset '{dataset.Name}' has {count} examples: tensors are made of at least one and at most {int.MaxValue}.");
            using Loader loader = Loader.Once(dataset, (int)count);
            loader.MoveNext();
            return (loader.Current.InputTensor(), loader.Current.TargetTensor());
        }
    }

    static Tensor Of(Cells cells, Shape shape) =>
        cells.Integers.IsEmpty ? Tensor.From((ReadOnlySpan<float>)cells.Floats, shape) : Tensor.From((ReadOnlySpan<int>)cells.Integers, shape);
}
