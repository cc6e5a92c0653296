namespace Nabla.Data;

/// <summary>Examples as tensors, for a training loop of one's own. They are copies and stay when the loader moves on.</summary>
public static class DataTensors
{
    extension(Batch batch)
    {
        /// <summary>A part of the inputs, [count, …].</summary>
        public Tensor InputTensor(int part = 0) => Of(batch.Inputs[part], batch.Count, batch.InputFields[part]);

        /// <summary>A part of the targets: Int32 labels [count] or real values [count, …].</summary>
        public Tensor TargetTensor(int part = 0) => Of(batch.Targets[part], batch.Count, batch.TargetFields[part]);

        /// <summary>All parts of the inputs, into room for as many.</summary>
        public void InputTensors(Span<Tensor> tensors)
        {
            for (int part = 0; part < tensors.Length; part++) tensors[part] = batch.InputTensor(part);
        }

        /// <summary>All parts of the targets, into room for as many.</summary>
        public void TargetTensors(Span<Tensor> tensors)
        {
            for (int part = 0; part < tensors.Length; part++) tensors[part] = batch.TargetTensor(part);
        }

        /// <summary>All parts of the inputs.</summary>
        public Tensor[] InputTensors() => [.. batch.InputFields.Select((_, part) => batch.InputTensor(part))];

        /// <summary>All parts of the targets.</summary>
        public Tensor[] TargetTensors() => [.. batch.TargetFields.Select((_, part) => batch.TargetTensor(part))];
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

    static Tensor Of(Cells cells, int count, Field field) => field.IsInteger
        ? Tensor.From((ReadOnlySpan<int>)cells.Integers, [count, .. field.Shape]) : Tensor.From((ReadOnlySpan<float>)cells.Floats, [count, .. field.Shape]);
}
