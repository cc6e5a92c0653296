namespace Nabla.Data;

/// <summary>Cuts a dataset into parts, stratified: each class (there is one, if targets are reals) is spread over the parts as evenly as its size
/// allows. A part's size, and each class's share of it, is off by less than one example.</summary>
public static class Splits
{
    /// <summary>Sets a fraction of the examples aside as the test part; of 0, all are learnt from and judged on.</summary>
    /// <exception cref="DataException">The dataset is endless, or one part would be empty.</exception>
    public static DataSplit Holdout(Dataset dataset, double fraction, long seed)
    {
        if (fraction is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(fraction), $"The fraction to set aside is from 0 and below 1, got {fraction}.");
        if (fraction == 0) return new(dataset, dataset);
        var dealt = Deal(dataset, seed);
        double Taken(int of) => Math.Floor(of * fraction + 1e-9);
        if (Taken(dealt.Length) is var aside && (aside == 0 || aside == dealt.Length))
            throw new DataException($"Dataset '{dataset.Name}' has {dealt.Length} examples, too few to set {fraction:0.###} of them aside: "
                + "give more data, take another share, or 0 to judge on what is learnt from.");
        return Part(dataset, dealt, i => Taken(i + 1) > Taken(i), "train", "test");
    }

    /// <summary>Cuts into <paramref name="count"/> folds; each is the test part once, and the others are what is learnt from.</summary>
    /// <param name="dataset">What is cut.</param>
    /// <param name="count">How many folds.</param>
    /// <param name="seed">What chance deals by. Null to deal without it, so that any other program can make the same folds: sort the examples by
    /// class, keeping their order within a class; the i-th goes to fold i mod <paramref name="count"/>.</param>
    /// <exception cref="DataException">The dataset is endless, or smaller than the number of folds.</exception>
    public static IReadOnlyList<DataSplit> Folds(Dataset dataset, int count, long? seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var dealt = Deal(dataset, seed);
        if (dealt.Length < count) throw new DataException($"Dataset '{dataset.Name}' has {dealt.Length} examples, too few for {count} folds.");
        return [.. Enumerable.Range(0, count).Select(fold => Part(dataset, dealt, i => i % count == fold, $"fold{fold}-train", $"fold{fold}-test"))];
    }

    /// <summary>All examples, class after class, each class in random order (in its own, without a seed): consecutive ones go to different parts.</summary>
    static int[] Deal(Dataset dataset, long? seed)
    {
        long count = dataset.Count ?? throw new DataException($"Dataset '{dataset.Name}' is endless: take a part of it before you split it.");
        if (count > Array.MaxLength) throw new DataException($"Dataset '{dataset.Name}' has {count} examples, more than the {Array.MaxLength} that can be split.");
        var order = seed is { } number ? Rng.FromSeed(number).Fork("split").Permutation((int)count) : [.. Enumerable.Range(0, (int)count)];
        if (dataset.TargetFields is not [LabelField]) return order;
        var labels = Array.ConvertAll(order, i => dataset.LabelOf(i));
        return [.. Enumerable.Range(0, order.Length).OrderBy(i => labels[i]).Select(i => order[i])]; // OrderBy is stable
    }

    static DataSplit Part(Dataset dataset, int[] dealt, Func<int, bool> isTest, string train, string test)
    {
        int[] Pick(bool side) => [.. Enumerable.Range(0, dealt.Length).Where(i => isTest(i) == side).Select(i => dealt[i]).Order()];
        return new(new SubsetDataset($"{dataset.Name}-{train}", dataset, Pick(false)), new SubsetDataset($"{dataset.Name}-{test}", dataset, Pick(true)));
    }
}
