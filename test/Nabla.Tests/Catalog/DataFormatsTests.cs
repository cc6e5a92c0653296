using Nabla.Catalog;
using Nabla.Data;
using Nabla.Data.Readers;
using Nabla.Tests.Data.Readers;
using Nabla.Text;

namespace Nabla.Tests.Catalog;

public sealed class DataFormatsTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.csv", "table")]
    [InlineData("a.TSV.gz", "table")]
    [InlineData("a.svm", "libsvm")]
    [InlineData("a.libsvm.gz", "libsvm")]
    [InlineData("a.npy", "npy")]
    [InlineData("t10k-images-idx3-ubyte.gz", "idx")]
    [InlineData("a.bin", "tokens")]
    [InlineData("a.txt", "text")]
    [InlineData("a", "text")]
    public void A_file_is_of_one_format(string name, string format) => Assert.Equal(format, DataFormats.Of(folder.Write(name, "x")).Name);

    [Theory]
    [InlineData("train-images-idx3-ubyte", "idx")]
    [InlineData("test_batch.bin", "cifar")]
    [InlineData("x.npy", "npy")]
    [InlineData("x_train.npy", "npy")]
    public void A_folder_is_of_the_format_of_its_files(string file, string format)
    {
        folder.Write($"set/{file}", "x");
        Assert.Equal(format, DataFormats.Of(Path.Combine(folder.Root, "set")).Name);
    }

    [Fact]
    public void Every_format_has_a_name_and_says_what_it_reads()
    {
        Assert.Equal(DataCatalog.Formats.Count, DataCatalog.Formats.Select(format => format.Name).Distinct().Count());
        Assert.All(DataCatalog.Formats, format => Assert.NotEmpty(format.Description));
        Assert.Single(DataCatalog.Formats, format => format.IsFallback);
    }

    [Fact]
    public void Text_and_what_is_known_by_name_have_defaults()
    {
        Assert.Empty(DataCatalog.DefaultsOf("mnist"));
        Assert.Empty(DataCatalog.DefaultsOf(folder.Write("a.csv", "1,2\n")));
        Assert.Empty(DataCatalog.DefaultsOf("nothing.txt"));
        Assert.Equal(TextFormat.Format.Defaults, DataCatalog.DefaultsOf(folder.Write("a.txt", "x")));
        Assert.Equal(("model.name", "gru:64"), DataCatalog.DefaultsOf("brackets").Last(field => field.Path == "model.name"));
        Assert.True(DataCatalog.IsKnown("names"));
        Assert.False(DataCatalog.IsKnown("names.txt"));
    }

    [Fact]
    public void A_text_is_judged_whole_with_the_tokens_and_places_of_a_model()
    {
        var learnt = (TokenField)TextFormat.Format.Load(folder.Write("a.txt", "abc abc abc abc abc"), new() { Window = 3 }).Train.Input;
        var split = DataCatalog.Default.Load(folder.Write("b.txt", "cab"), new() { Form = new([learnt], [learnt]), IsWhole = true, Window = 99, Validation = count => count / 2 });
        Assert.Equal(("b", 1L, 3), (split.Test.Name, split.Test.Count, split.Test.Input.Size));
        Assert.Same(learnt.Vocabulary, ((TokenField)split.Test.Input).Vocabulary);
        Assert.Null(split.Validation);
        var lines = DataCatalog.Default.Load(folder.Write("c.txt", "ab\nca\n"),
            new() { Form = new([Field.Tokens(CharacterTokenizer.FromText("\nabc"u8), 5)], []), IsWhole = true, HasLines = true });
        Assert.Equal((2L, 5), (lines.Test.Count, lines.Test.Input.Size));
    }

    [Fact]
    public void A_part_to_choose_by_is_set_aside_from_any_data()
    {
        string table = string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{i % 2}\n"));
        var split = DataCatalog.Default.Load(folder.Write("a.csv", table), new() { Validation = count => count / 4 });
        Assert.Equal((12L, 4L, 4L), (split.Train.Count, split.Validation!.Count, split.Test.Count));
        split = DataCatalog.Default.Load(folder.Write("a.txt", table), new() { HasLines = true, Validation = count => count / 3 });
        Assert.Equal((12L, 6L, 2L), (split.Train.Count, split.Validation!.Count, split.Test.Count));
        Assert.Contains("leave nothing to learn from", Assert.Throws<DataException>(
            () => DataCatalog.Default.Load(folder.Write("a.csv", table), new() { Validation = count => count })).Message);
    }

    [Fact]
    public void Inputs_alone_fit_the_model_or_are_refused()
    {
        DataOptions options = new() { Form = new([Field.Reals([2])], [Field.Reals([1])]) };
        Assert.Contains("there is no such file", Assert.Throws<DataException>(() => DataCatalog.LoadInputs(Path.Combine(folder.Root, "no.csv"), options)).Message);
        Assert.Matches("is of no known format: use .*\\.csv, \\.tsv", Assert.Throws<DataException>(() => DataCatalog.LoadInputs(folder.Write("a.json", "{}"), options)).Message);
    }
}
