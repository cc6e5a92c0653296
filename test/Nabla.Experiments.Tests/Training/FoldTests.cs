using Nabla.Data;
using Nabla.Experiments;
using Nabla.Features;
using Nabla.LinearModels;
using Nabla.Training;

namespace Nabla.Experiments.Tests;

/// <summary>
/// Against scikit-learn 1.2.1 on the same five folds of the same drawn tables: the accuracies given are what bench/peers/sklearn_folds.py prints
/// (mean over the folds; of MLPClassifier the median over three seeds). bench/folds.cs does the same on real data.
/// </summary>
public sealed class FoldTests
{
    /// <summary>One recipe for all tables.</summary>
    static readonly Recipe Small = Recipe.Standard with { Model = "mlp:100", Batch = 32, Steps = 500, LearningRate = 2e-3, EvaluateEvery = Interval.Steps(1000) };

    static IReadOnlyList<DataSplit> Folds(int rows, int features, int classes, int spread) =>
        Splits.Folds(DrawnSet.Draw($"drawn-{features}", rows, features, classes, spread), 5, null);

    [Fact]
    public void The_drawn_tables_are_those_of_the_script()
    {
        // Its drawn(150, 4, 3, 60): the first and last rows.
        Assert.Equal("63 550 6400 59: 2", Row(0));
        Assert.Equal("36 510 4800 40: 1", Row(149));

        static string Row(int index)
        {
            var set = DrawnSet.Draw("drawn-4", 150, 4, 3, 60);
            var row = new float[4];
            set.Read(index, row, default);
            return $"{string.Join(' ', row)}: {set.LabelOf(index)}";
        }
    }

    [Theory]
    [InlineData(150, 4, 3, 60, 82.00)]
    [InlineData(178, 13, 3, 24, 85.95)]
    [InlineData(569, 30, 2, 16, 94.73)]
    [InlineData(900, 64, 10, 20, 87.56)]
    public void Logistic_regression_is_within_a_point_of_its_peer(int rows, int features, int classes, int spread, double peer)
    {
        double accuracy = Folds(rows, features, classes, spread).Average(Logistic);
        Assert.True(accuracy >= peer - 1, $"{accuracy:F2} % is more than a point below {peer} %");
    }

    [Theory]
    [InlineData(150, 4, 3, 60, 78.67)]
    [InlineData(178, 13, 3, 24, 85.97)]
    [InlineData(569, 30, 2, 16, 95.43)]
    [InlineData(900, 64, 10, 20, 92.22)]
    public void A_network_with_a_hidden_layer_is_within_a_point_of_its_peer(int rows, int features, int classes, int spread, double peer)
    {
        var folds = Folds(rows, features, classes, spread);
        double accuracy = new long[] { 0, 1, 2 }.Select(seed => folds.Average(fold => Network(fold, seed))).Order().ElementAt(1);
        Assert.True(accuracy >= peer - 1, $"{accuracy:F2} % is more than a point below {peer} %");
    }

    static double Network(DataSplit fold, long seed)
    {
        using var run = TrainingRun.Create(Small with { Seed = seed }, fold, null);
        return 100 * run.Run().TestAccuracy!.Value;
    }

    /// <summary>The penalty of scikit-learn's C = 1.</summary>
    static double Logistic(DataSplit fold)
    {
        DataSplit ready = Pipeline.Fit(fold.Train, set => Normalizers.Standardize(set)).On(fold);
        var (x, labels) = ready.Train.ToTensors();
        var (testX, testLabels) = ready.Test.ToTensors();
        var regression = new LogisticRegression { Penalty = 1.0 / x.Shape[0], Accelerated = true, Tolerance = 1e-4 };
        return 100 * regression.Fit(x, labels, fold.Train.Target.ClassNames.Count).Accuracy(testX, testLabels);
    }
}
