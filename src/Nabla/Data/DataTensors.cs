namespace Nabla.Data;

/// <summary>Examples as tensors on a device, by default the processor. They are copies and stay when the loader moves on.</summary>
public static class DataTensors
{
    extension(Batch batch)
    {
        /// <summary>A part of the inputs, [count, …].</summary>
        public Tensor InputTensor(int part = 0, Device? device = null) => Of(batch.Inputs[part], batch.Count, batch.InputFields[part], device);

        /// <summary>A part of the targets: Int32 labels [count] or real values [count, …].</summary>
        public Tensor TargetTensor(int part = 0, Device? device = null) => Of(batch.Targets[part], batch.Count, batch.TargetFields[part], device);

        /// <summary>All parts of the inputs, into room for as many.</summary>
        public void InputTensors(Span<Tensor> tensors, Device? device = null)
        {
            for (int part = 0; part < tensors.Length; part++) tensors[part] = batch.InputTensor(part, device);
        }

        /// <summary>All parts of the targets, into room for as many.</summary>
        public void TargetTensors(Span<Tensor> tensors, Device? device = null)
        {
            for (int part = 0; part < tensors.Length; part++) tensors[part] = batch.TargetTensor(part, device);
        }

        /// <summary>All parts of the inputs.</summary>
        public Tensor[] InputTensors(Device? device = null)
        {
            var tensors = new Tensor[batch.InputFields.Count];
            batch.InputTensors(tensors, device);
            return tensors;
        }

        /// <summary>All parts of the targets.</summary>
        public Tensor[] TargetTensors(Device? device = null)
        {
            var tensors = new Tensor[batch.TargetFields.Count];
            batch.TargetTensors(tensors, device);
            return tensors;
        }
    }

    extension(Dataset dataset)
    {
        /// <summary>All examples in their order: inputs [count, …] and targets, as those of a <see cref="Batch"/>.</summary>
        /// <param name="device">Where they lie; the processor by default.</param>
        /// <exception cref="ArgumentException">The dataset is endless.</exception>
        /// <exception cref="DataException">It is empty, has more numbers than one array holds, or several inputs or targets.</exception>
        public (Tensor Input, Tensor Target) ToTensors(Device? device = null)
        {
            if (dataset is not { InputFields: [_], TargetFields: [_] })
                throw new DataException($"Dataset '{dataset.Name}' is {dataset.Form}, more than one input and one target: " +
                    $"go through it with Loader.Once, and take InputTensors() and TargetTensors().");
            long count = dataset.Count ?? throw new ArgumentException($"Dataset '{dataset.Name}' is endless: take a part of it, or go through it with a Loader.");
            if (count is 0 or > int.MaxValue) throw new DataException($"Dataset '{dataset.Name}' has {count} examples: tensors are made of at least one and at most {int.MaxValue}.");
            using Loader loader = Loader.Once(dataset, (int)count);
            loader.MoveNext();
            return (loader.Current.InputTensor(0, device), loader.Current.TargetTensor(0, device));
        }
    }

    static Tensor Of(Cells cells, int count, Field field, Device? device) => field.IsInteger
        ? Tensor.From((ReadOnlySpan<int>)cells.Integers, [count, .. field.Shape], device) : Tensor.From((ReadOnlySpan<float>)cells.Floats, [count, .. field.Shape], device);
}
