using Nabla.Data.Generated;
using Nabla.Data.Readers;
using Nabla.Text.Generated;

namespace Nabla.Catalog;

/// <summary>The sets that are known by name, with their public homes and checksums.</summary>
static class KnownSets
{
    const int PlanePoints = 1000;
    const string Scikit = "https://raw.githubusercontent.com/scikit-learn/scikit-learn/1.2.1/sklearn/datasets/data/";
    const string Fashion = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";
    static readonly string[] MnistHomes = ["https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"];
    static readonly string[] IdxNames = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];
    static readonly string[] Clothes = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    public static readonly IReadOnlyList<KnownData> All =
    [
        new("glyphs", "drawn digits 28×28, an endless stream", [], [], []) { Load = (_, options) => Glyphs.Split(options.Seed) },
        Plane("moons", "two interleaved half circles", (count, seed) => PlaneSets.Moons(count, seed: seed)),
        Plane("circles", "a circle within a circle", (count, seed) => PlaneSets.Circles(count, seed: seed)),
        Plane("spirals", "two arms wound about each other", (count, seed) => PlaneSets.Spirals(count, seed: seed)),
        Plane("xor", "four quadrants, opposite ones alike", (count, seed) => PlaneSets.Xor(count, seed: seed)),
        Plane("blobs", "three gaussian clouds", (count, seed) => PlaneSets.Blobs(count, seed: seed)),
        new("brackets", "strings of brackets, balanced or not, an endless stream", [], [], [])
        {
            Load = (_, options) => Brackets.Split(options.Seed),
            Defaults =
            [
                .. TextFormat.Format.Defaults, ("data.epochSize", "20000"), ("model.name", "gru:64"), ("optimizer.learningRate", "0.003"),
                ("training.batch", "128"), ("training.steps", "3000"),
            ],
        },
        new("dates", "dates in words and digits → ISO 8601, an endless stream", [], [], [])
        {
            Load = (_, options) => Dates.Split(options.Seed),
            Defaults =
            [
                .. TextFormat.Format.Defaults, ("data.epochSize", "10000"), ("model.name", "transformer:2x64x4"), ("optimizer.learningRate", "0.002"),
                ("training.batch", "64"),
            ],
        },
        Idx("mnist", "handwritten digits 28×28, 60,000 + 10,000", MnistHomes, [.. Enumerable.Range(0, 10).Select(i => $"{i}")],
        [
            (9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"), (28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            (1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"), (4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ]),
        Idx("fashion-mnist", "clothes 28×28, 60,000 + 10,000", [Fashion], Clothes,
        [
            (26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"), (29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            (4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"), (5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
        ]),
        new("cifar10", "color photos 32×32 of ten classes", ["cifar10", "cifar-10-batches-bin", "cifar10_subset"], ["data_batch_1.bin", "test_batch.bin"],
            [new("cifar-10-binary.tar.gz", 170052171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd", "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz")])
            { Load = (folder, _) => CifarFolder.Read(folder, Path.GetFileName(folder)) },
        Table("iris", "flowers by 4 measurements, 3 classes", new("iris.csv", 2734, "f13ffa8fdd56fd8e6c8d16d4081a3fbd3114bcd0aae4256c43205169cd9d1449", Scikit + "iris.csv")),
        Table("wine", "wines by 13 measurements, 3 classes", new("wine_data.csv", 11157, "10e8a802908b34f86e5da8ce962f3c806694bc98450a18f61851af59f324bede", Scikit + "wine_data.csv")),
        Table("breast_cancer", "tumors by 30 measurements, 2 classes", new("breast_cancer.csv", 119913, "fed3eb72d0575ef6192293f5093c6e801b1476b577d0386bf4455504522172ed", Scikit + "breast_cancer.csv")),
        new("digits", "handwritten digits 8×8, 1,797", ["digits"], ["digits.csv"],
            [new("digits.csv.gz", 57512, "46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a", Scikit + "digits.csv.gz")])
            { Load = (folder, options) => options.Cut(Digits(Existing(folder, "digits.csv"))) },
        Text("shakespeare", "1.1 MB of plays, as text", ["shakespeare", "tiny_shakespeare"],
            new("input.txt", 1115394, "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
                "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt")),
        Text("names", "32,033 given names, as text", ["names"],
            new("names.txt", 228145, "0a30b5557f192f32ab962680889aac5f6fda0f4cecf40a6d0b5694f58ea8cc4d", "https://raw.githubusercontent.com/karpathy/makemore/master/names.txt"),
            ("data.documents", "lines"), ("model.name", "mlp-lm:3x200"), ("optimizer.learningRate", "0.005"), ("training.batch", "128"),
            ("training.steps", "4000"), ("training.evaluateEvery", "auto"), ("training.checkpointEvery", "auto")),
    ];

    static KnownData Plane(string name, string description, Func<int, long, ArrayDataset> make) => new(name, $"{description}, points in the plane", [], [], [])
        { Load = (_, options) => PlaneSets.Split(make(2 * PlanePoints, options.Seed), PlanePoints) };

    static KnownData Idx(string name, string description, string[] homes, string[] classes, (long Bytes, string Sha256)[] files) =>
        new(name, description, [name], IdxNames, [.. IdxNames.Zip(files, (file, facts) => new KnownFile(file + ".gz", facts.Bytes, facts.Sha256, [.. homes.Select(home => $"{home}{file}.gz")]))])
            { Load = (folder, _) => IdxFolder.Read(folder, name, classes) };

    static KnownData Table(string name, string description, KnownFile file) => new(name, description, [name], [file.Name], [file])
        { Load = (folder, options) => options.Cut(CsvTable.Read(Existing(folder, file.Name), name: name)) };

    static KnownData Text(string name, string description, string[] folders, KnownFile file, params (string Path, string Value)[] defaults) =>
        new(name, description, folders, [file.Name], [file])
        {
            Load = (folder, options) => TextFormat.Load(name, Path.Combine(folder, file.Name), options),
            Defaults = [.. TextFormat.Format.Defaults, .. defaults],
        };

    static string Existing(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : path + ".gz";
    }

    /// <summary>The table of 64 values from 0 to 16 as images [1, 8, 8] from 0 to 1.</summary>
    static ArrayDataset Digits(string path)
    {
        var table = CsvTable.Read(path, new CsvOptions(Kind: TargetKind.Classes, HasHeader: false), "digits");
        if (table.Input.Size != 64) throw new DataException($"{path}: has {table.Input.Size} features, expected the 64 pixels of 8×8: this is another table.");
        long[] rows = [.. Enumerable.Range(0, (int)table.Count!.Value).Select(i => (long)i)];
        var pixels = new float[rows.Length * 64];
        var labels = new int[rows.Length];
        table.Read(rows, pixels, labels);
        for (int i = 0; i < pixels.Length; i++)
            if ((pixels[i] /= 16) is < 0 or > 1) throw new DataException($"{path}: pixel {i % 64} of image {i / 64} is {pixels[i] * 16}, expected 0 to 16: the file was changed.");
        return new("digits", Column.Of(pixels, [1, 8, 8]), Column.Of(labels, table.Target));
    }
}
