using Nabla.Data.Samplers;
using Nabla.Tensors;

namespace Nabla.Data;

/// <summary>
/// The examples of one step, rows one after the other in flat memory that is used again and again:
/// what is read here is gone when the loader moves on.
/// </summary>
public sealed class Batch
{
    readonly float[] inputFloats, targetFloats;
    readonly int[] inputLabels, targetLabels;
    readonly long[] indices;

    internal Batch(Field input, Field target, int capacity)
    {
        (Input, Target) = (input, target);
        (inputFloats, inputLabels) = Room(input, capacity);
        (targetFloats, targetLabels) = Room(target, capacity);
        indices = new long[capacity];
    }

    /// <summary>What an input is.</summary>
    public Field Input { get; }

    /// <summary>What a target is.</summary>
    public Field Target { get; }

    /// <summary>The step that this batch belongs to.</summary>
    public long Step { get; private set; }

    /// <summary>How many examples there are.</summary>
    public int Count { get; private set; }

    /// <summary>Which examples of the dataset these are.</summary>
    public ReadOnlySpan<long> Indices => indices.AsSpan(0, Count);

    /// <summary>The inputs: floats, or integers if inputs are tokens.</summary>
    public Cells Inputs => Rows(Input, inputFloats, inputLabels, Count);

    /// <summary>The targets: labels as integers, or values as floats.</summary>
    public Cells Targets => Rows(Target, targetFloats, targetLabels, Count);

    /// <summary>The shape of all inputs: the count, then an input's shape.</summary>
    public Shape InputShape => [Count, .. Input.Shape];

    /// <summary>The shape of all targets: the count, then a target's shape.</summary>
    public Shape TargetShape => [Count, .. Target.Shape];

    internal void Load(Dataset dataset, Sampler sampler, long step)
    {
        Step = step;
        Count = sampler.Fill(step, indices);
        dataset.Read(Indices, Inputs, Targets);
    }

    static (float[], int[]) Room(Field field, int capacity)
    {
        if ((long)field.Size * capacity > Array.MaxLength)
            throw new DataException($"A batch of {capacity} examples of {field} is more than one array holds ({Array.MaxLength} numbers): make the batch smaller.");
        int length = field.Size * capacity;
        return field.IsClass ? ([], new int[length]) : (new float[length], []);
    }

    static Cells Rows(Field field, float[] floats, int[] labels, int count) =>
        field.IsClass ? new(labels.AsSpan(0, count * field.Size)) : new(floats.AsSpan(0, count * field.Size));
}
