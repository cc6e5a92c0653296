namespace Nabla.LinearModels;

/// <summary>What linear models ask of their data.</summary>
static class Examples
{
    /// <summary>Throws unless features are [examples, features], finite, with one Int32 label each.</summary>
    public static void Check(string owner, Tensor features, Tensor labels)
    {
        if (features.Rank != 2 || !features.DataType.IsFloat) throw new ArgumentException($"{owner}: expected features [examples, features] of real numbers, got {features.DataType}{features.Shape}: is a Flatten() missing?");
        if (labels.DataType != DataType.Int32 || labels.Shape != [features.Shape[0]]) throw new ArgumentException($"{owner}: expected labels [{features.Shape[0]}] of Int32 for features {features.Shape}, got {labels.DataType}{labels.Shape}.");
        if (features.Shape[0] == 0) throw new ArgumentException($"{owner}: there are no examples.");
        Tensor dense = Operations.CopyOperation.Contiguous(features);
        if (!double.IsFinite(dense.SumOfSquares())) throw new ArgumentException($"{owner}: a feature is NaN or infinite: clean the data first.");
    }
}
