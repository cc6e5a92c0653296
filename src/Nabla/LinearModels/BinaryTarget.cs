namespace Nabla.LinearModels;

/// <summary>Two-class labels as signs, and how they were written.</summary>
sealed class BinaryTarget
{
    /// <summary>Reads labels [examples] of Int32 that are all −1 and 1, or all 0 and 1.</summary>
    public BinaryTarget(string owner, Tensor features, Tensor labels)
    {
        Examples.Check(owner, features, labels);
        int[] values = labels.Contiguous().ToArray<int>();
        Labels = values.Contains(-1) ? BinaryLabels.PlusMinusOne : BinaryLabels.ZeroOne;
        int low = Labels == BinaryLabels.PlusMinusOne ? -1 : 0, wrong = Array.FindIndex(values, label => label != 1 && label != low);
        if (wrong >= 0) throw new ArgumentException($"{owner}: label {values[wrong]} of example {wrong} does not fit: expected {low} and 1, two classes.");
        Signs = Array.ConvertAll(values, label => label == 1 ? 1.0 : -1.0);
    }

    /// <summary>1 or −1 for each example.</summary>
    public double[] Signs { get; }

    /// <summary>How the labels were written.</summary>
    public BinaryLabels Labels { get; }

    /// <summary>The labels that scores stand for, written as the training labels were: 1 where a score is at least 0.</summary>
    public static Tensor Decide(Tensor scores, BinaryLabels labels)
    {
        Tensor one = ElementwiseOperation.Apply(scores, new Step());
        return (labels == BinaryLabels.PlusMinusOne ? one * 2 - 1 : one).To(DataType.Int32);
    }

    readonly struct Step : IUnaryFormula
    {
        public R Value<R>(R x) where R : struct, IReal<R> => R.WhereGreater(R.Constant(0), x, R.Constant(0), R.Constant(1));
    }
}
