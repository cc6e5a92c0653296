using System.Globalization;
using System.Text.Json;

namespace Nabla.Cli.Tests.Commands;

/// <summary>Files given by hand to a run: columns by their names, the whole file, the model's classes.</summary>
public sealed class OwnFilesTests : IDisposable
{
    static readonly string[] colors = ["red", "rose", "white"];

    readonly string root = Directory.CreateTempSubdirectory("nabla-own-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    string Write(string name, string text)
    {
        string path = Path.Combine(root, name);
        File.WriteAllText(path, text);
        return path;
    }

    static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n"));

    static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    string Train(string name, string data, params string[] words)
    {
        string run = Path.Combine(root, name);
        var trained = InProcess.Run(["train", "--data", data, "--model", "mlp:16", "--steps", "300", "--out", run, "--json", "--quiet", .. words]);
        Assert.Equal((0, ""), (trained.Code, trained.Error));
        return run;
    }

    static JsonElement[] Predictions(InProcess said)
    {
        Assert.Equal((0, said.Error), (said.Code, said.Error));
        return [.. said.Json.GetProperty("predictions").EnumerateArray()];
    }

    static double[] Values(InProcess said) => [.. Predictions(said).Select(each => each.GetProperty("values")[0].GetDouble())];

    // The price is 2 · area + 10 · rooms, in the first column.
    string Houses() => Train("houses", Write("houses.csv", "price,rooms,area\n" + Rows(60, i => $"{2 * (30 + i) + 10 * (1 + i % 4)},{1 + i % 4},{30 + i}")), "--label", "price");

    string Kinds() => Train("kinds", Write("kinds.csv", "a,b,kind\n" + Rows(90, i => $"{Text(i % 3 * 3 + Math.Sin(i))},{Text(Math.Cos(i))},{colors[i % 3]}")));

    [Fact]
    public void ColumnsAreFoundByTheirNames()
    {
        string run = Houses();
        double[] values = Values(InProcess.Run("predict", run, Path.Combine(root, "houses.csv"), "--json"));
        Assert.All(values.Select((value, i) => value - (2 * (30 + i) + 10 * (1 + i % 4))), error => Assert.InRange(error, -20, 20));
        var bare = InProcess.Run("predict", run, Write("bare.csv", "area,rooms\n" + Rows(60, i => $"{30 + i},{1 + i % 4}")), "--json");
        Assert.Equal("", bare.Error);
        Assert.Equal(values, Values(bare));
        var more = InProcess.Run("predict", run, Write("more.csv", "id,area,price,rooms,city\n" + Rows(60, i => $"{i},{30 + i},,{1 + i % 4},Paris")), "--json", "--quiet");
        Assert.Equal(values, Values(more));
        Assert.Contains("knows nothing of columns 'id', 'city': left out", Assert.Single(more.ErrorLines));
    }

    [Theory]
    [InlineData("area,room\n100,3\n", "no column 'rooms' that the model reads; did you mean 'room'? There are area, room.")]
    [InlineData("100,3\n200,4\n", "begin the file with a line that names them (rooms, area)")]
    public void WhatIsMissingIsRefused(string text, string expected)
    {
        var wrong = InProcess.Run("predict", Houses(), Write("q.csv", text), "--json");
        Assert.Equal(1, wrong.Code);
        Assert.Contains(expected, Assert.Single(wrong.ErrorLines));
    }

    [Fact]
    public void OneColumnIsEnoughForAModelOfOneFeature()
    {
        string run = Train("line", Write("line.csv", "x,y\n" + Rows(50, i => $"{Text(i * 0.1)},{Text(1 + i * 0.2)}")));
        Assert.Equal(3, Values(InProcess.Run("predict", run, Write("x.csv", "x\n0.5\n1.5\n2.5\n"), "--json")).Length);
    }

    [Fact]
    public void AnotherCutOfTheDataThanInTrainingIsSaid()
    {
        string run = Kinds(), data = Path.Combine(root, "kinds.csv");
        string[] lines = File.ReadAllLines(data);
        Assert.Equal("", InProcess.Run("evaluate", run, "--json").Error);
        File.WriteAllLines(data, lines.Select(line => line.Split(',')).Select(cells => $"{cells[1]},{cells[0]},{cells[2]}"));
        Assert.Equal("", InProcess.Run("evaluate", run, "--json").Error);
        string[] seeded = InProcess.Run("evaluate", run, "--json", "--seed", "3").ErrorLines;
        File.WriteAllLines(data, [lines[0], .. lines[1..].Reverse()]);
        foreach (string said in (string[])[Assert.Single(seeded), Assert.Single(InProcess.Run("evaluate", run, "--json").ErrorLines)])
            Assert.Contains("'kinds.csv-train' is not what the run was trained on", said);
        Assert.Equal("", InProcess.Run("evaluate", run, "--data", data, "--json").Error);
    }

    [Fact]
    public void AFileIsJudgedWholeWithTheModelsClasses()
    {
        string run = Kinds(), two = Write("two.csv", "kind,b,a\nwhite,0,6\nred,0,0\n");
        var judged = InProcess.Run("evaluate", run, "--data", two, "--json").Json;
        Assert.Equal(2, judged.GetProperty("count").GetInt32());
        Assert.Equal(["red", "rose", "white"], judged.GetProperty("classes").EnumerateArray().Select(name => name.GetString()!));
        Assert.Equal(1, judged.GetProperty("accuracy").GetDouble());
        Assert.Equal(90, InProcess.Run("evaluate", run, "--data", Path.Combine(root, "kinds.csv"), "--json").Json.GetProperty("count").GetInt32());
        Assert.Contains("judged whole and has no parts: leave --split out", Assert.Single(InProcess.Run("evaluate", run, "--data", two, "--split", "test").ErrorLines));
        Assert.Equal(18, InProcess.Run("evaluate", run, "--json").Json.GetProperty("count").GetInt32());
        Assert.Equal(["white", "red"], Predictions(InProcess.Run("predict", run, "--data", two, "--json")).Select(each => each.GetProperty("truth").GetString()!));
        Assert.Equal("two.csv#1", Predictions(InProcess.Run("predict", run, "--data", two, "--index", "1", "--json"))[0].GetProperty("input").GetString());
    }

    [Theory]
    [InlineData("a,b,kind\n0,0,red\n1,1,blue\n", "is 'blue', a class that the model does not know; it knows red, rose, white")]
    [InlineData("a,b,sort\n0,0,red\n1,1,rose\n", "has no column 'kind', the target, by which answers are judged; did you mean 'sort'?")]
    public void JudgingNeedsATargetThatTheModelKnows(string text, string expected)
    {
        var wrong = InProcess.Run("evaluate", Kinds(), "--data", Write("t.csv", text), "--json");
        Assert.Equal(1, wrong.Code);
        Assert.Contains(expected, Assert.Single(wrong.ErrorLines));
    }

    [Fact]
    public void WithoutNamesColumnsAreTakenByTheirPlaces()
    {
        string run = Train("bare", Write("bare.csv", Rows(40, i => $"{Text(i * 0.37 + 0.11)},{i % 7},{Text(i * 0.1)}")), "--label", "0");
        double[] alone = Values(InProcess.Run("predict", run, Write("two.csv", "3,0.3\n4,0.4\n"), "--json"));
        Assert.Equal(alone, Values(InProcess.Run("predict", run, Write("three.csv", "9,3,0.3\n9,4,0.4\n"), "--json")));
        var named = InProcess.Run("predict", run, Write("named.csv", "a,b\n3,0.3\n4,0.4\n"), "--json");
        Assert.Equal(alone, Values(named));
        Assert.Contains("taken by their places: a, b.", Assert.Single(named.ErrorLines));
        Assert.Equal(1, InProcess.Run("predict", run, Write("four.csv", "1,2,3,4\n"), "--json").Code);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public void FieldsBetweenSemicolonsOrTabsAreToldByTheFirstLine(char separator)
    {
        string run = Kinds(), text = File.ReadAllText(Path.Combine(root, "kinds.csv"));
        string other = Write("other.csv", text.Replace("a,b,kind", "\"a\",b,\"kind\"").Replace(',', separator));
        var judged = InProcess.Run("evaluate", run, "--data", other, "--json").Json;
        double loss = InProcess.Run("evaluate", run, "--data", Path.Combine(root, "kinds.csv"), "--json").Json.GetProperty("loss").GetDouble();
        Assert.Equal(loss, judged.GetProperty("loss").GetDouble());
        Assert.Equal(File.ReadAllBytes(Path.Combine(run, "model.safetensors")), File.ReadAllBytes(Path.Combine(Train("again", other), "model.safetensors")));
        Assert.Contains("begin the file with a line that names them (a, b)", InProcess.Run("predict", run, Write("bare.csv", $"1{separator}2\n")).Error);
    }

    [Fact]
    public void ARunKeepsTheFullPathOfItsData()
    {
        string data = Write("table.csv", "x,y\n" + Rows(40, i => $"{i},{i % 2}")), run = Train("rooted", Path.GetRelativePath(Environment.CurrentDirectory, data));
        Assert.Equal(data, Experiments.Experiment.Open(run).Recipe.Data);
        Assert.Equal("", InProcess.Run("train", "--resume", run, "--steps", "301", "--quiet").Error);
        File.Delete(data);
        Assert.Contains($"{data}: cannot be read", Assert.Single(InProcess.Run("evaluate", run).ErrorLines));
        Assert.Contains("gone.txt: there is no such file or folder.", InProcess.Run("train", "--data", "gone.txt").Error);
    }

    [Fact]
    public void ASparseTableTrainsPredictsAndIsJudged()
    {
        string run = Train("sparse", Write("t.svm", Rows(60, i => i % 2 == 0 ? $"+1 1:1 3:{Text(Math.Sin(i))}" : $"-1 2:1 3:{Text(Math.Sin(i))}")));
        var judged = InProcess.Run("evaluate", run, "--data", Write("own.libsvm", "+1 1:1\n"), "--json").Json;
        Assert.Equal((1, 1.0), (judged.GetProperty("count").GetInt32(), judged.GetProperty("accuracy").GetDouble()));
        Assert.Equal(["-1", "+1"], Predictions(InProcess.Run("predict", run, Write("q.svm", "0 2:1\n1:1\n"), "--json")).Select(each => each.GetProperty("class").GetString()!));
    }

    [Fact]
    public void ATextGivenByHandIsJudgedWhole()
    {
        string run = Path.Combine(root, "text");
        Assert.Equal(0, InProcess.Run("train",
            "--data", Write("a.txt", Rows(60, i => $"{i} times")), "--model", "ngram:2", "--set", "data.window=16", "--out", run, "--json").Code);
        Assert.Equal(10, InProcess.Run("evaluate", run, "--data", Write("b.txt", "3 times 7\n0"), "--json").Json.GetProperty("tokens").GetInt64());
    }

    [Fact]
    public void ALossForNumbersWithItsOwnNumberLearnsNumbersFromWholeOnes()
    {
        string data = Write("whole.csv", "x,y\n" + Rows(40, i => $"{i},{i % 4}"));
        Assert.Equal(0, InProcess.Run("train", "--data", data, "--model", "mlp:4", "--steps", "5", "--loss", "huber:0.5", "--out", Path.Combine(root, "huber"), "--json").Code);
        Assert.True(InProcess.Run("evaluate", Path.Combine(root, "huber"), "--json").Json.TryGetProperty("rmse", out _));
    }

    [Fact]
    public void ALabelIsNotIgnoredForText() =>
        Assert.Contains("data.label (y) names a column of a table, but the file is read as text",
            InProcess.Run("train", "--data", Write("t.data", "1,2\n3,4\n"), "--label", "y").Error);
}
