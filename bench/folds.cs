#:project ../src/Nabla/Nabla.csproj
#:property GenerateDocumentationFile=true
// Five-fold accuracies on digits, iris, wine and breast_cancer against scikit-learn's on the same folds.
// usage: NABLA_DATA=FOLDER dotnet run -c Release bench/folds.cs; exit code 1 if one is more than a point below, 2 if data is missing.
using Nabla.Catalog;
using Nabla.Data;
using Nabla.Data.Readers;
using Nabla.Features;
using Nabla.LinearModels;
using Nabla.Experiments;
using Nabla.Training;

// Printed by bench/peers/sklearn_folds.py with scikit-learn 1.2.1: LogisticRegression(), and the median over three seeds of MLPClassifier(100).
(string Data, string File, double Logistic, double Network)[] peers =
[
    ("digits", "digits.csv.gz", 97.16, 97.94),
    ("iris", "iris.csv", 95.33, 94.00),
    ("wine", "wine_data.csv", 98.29, 97.71),
    ("breast_cancer", "breast_cancer.csv", 97.89, 97.72),
];

// One for all four, as in test/Nabla.Tests/Training/FoldTests.cs.
Recipe small = Recipe.Standard with { Model = "mlp:100", Batch = 32, Steps = 500, LearningRate = 2e-3, EvaluateEvery = Interval.Steps(1000) };

int below = 0;
Console.WriteLine("| data | model | scikit-learn | Nabla | difference |\n|---|---|---|---|---|");
foreach (var (data, file, logistic, network) in peers)
{
    ArrayDataset table;
    try { table = Table(data, file); }
    catch (DataException failure)
    {
        Console.Error.WriteLine(failure.Message);
        return 2;
    }
    IReadOnlyList<DataSplit> folds = Splits.Folds(table, 5, null);
    Show(data, "logistic", logistic, folds.Average(Logistic));
    Show(data, small.Model, network, new long[] { 0, 1, 2 }.Select(seed => folds.Average(fold => Network(fold, seed))).Order().ElementAt(1));
}
return below == 0 ? 0 : 1;

void Show(string data, string model, double peer, double own)
{
    bool isBelow = own < peer - 1;
    if (isBelow) below++;
    Console.WriteLine($"| {data} | {model} | {peer:F2} | {own:F2} | {Math.Round(own - peer, 2):+0.00;-0.00;0.00}{(isBelow ? " (below)" : "")} |");
}

static ArrayDataset Table(string data, string file)
{
    string path = Path.Combine(DataCatalog.Default.Get(data), file);
    return CsvTable.Read(path, new CsvOptions(Kind: TargetKind.Classes, HasHeader: data != "digits"), data);
}

double Network(DataSplit fold, long seed)
{
    using var run = TrainingRun.Create(small with { Seed = seed }, fold, null);
    return 100 * run.Run().TestAccuracy!.Value;
}

// λ = 1/N is scikit-learn's C = 1.
static double Logistic(DataSplit fold)
{
    DataSplit ready = Pipeline.Fit(fold.Train, set => Normalizers.Standardize(set)).On(fold);
    var (x, labels) = ready.Train.ToTensors();
    var (testX, testLabels) = ready.Test.ToTensors();
    var regression = new LogisticRegression { Penalty = 1.0 / x.Shape[0], Accelerated = true, Tolerance = 1e-4 };
    return 100 * regression.Fit(x, labels, fold.Train.Target.ClassNames.Count).Accuracy(testX, testLabels);
}
