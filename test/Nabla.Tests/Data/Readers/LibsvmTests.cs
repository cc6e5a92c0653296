using System.Text;
using Nabla.Data;
using Nabla.Data.Readers;

namespace Nabla.Tests.Data.Readers;

public sealed class LibsvmTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    Dataset Read(string text, DataOptions? options = null, string name = "t.svm")
        => LibsvmFile.Format.Load(folder.Write(name, text), (options ?? new()) with { IsWhole = true }).Train;

    string Fails(string text, DataOptions? options = null) => Assert.Throws<DataException>(() => Read(text, options)).Message;

    static float[] Row(Dataset set, long i)
    {
        var row = new float[set.Input.Size];
        set.Read(i, row, default);
        return row;
    }

    static float Value(Dataset set, long i)
    {
        var value = new float[1];
        set.Read(i, default, value);
        return value[0];
    }

    static readonly ExampleForm model = new([Field.Reals([4])], [Field.Classes(["-1", "1", "2"])]);

    [Fact]
    public void An_index_that_no_values_speak_for_is_refused_before_any_room_is_taken()
    {
        Assert.Contains("reach index 2000000000, but have 1 values", Fails("1 2000000000:1"));
        Assert.Equal(1_000_000, Read("1 1000000:1").Input.Size);
    }

    [Fact]
    public void A_gzip_file_that_is_cut_off_is_damaged()
    {
        byte[] whole = TemporaryFolder.Zip(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i % 2} 1:{i * 7919 % 10007}\n"))));
        foreach (int left in (int[])[whole.Length - 1, whole.Length - 8, whole.Length / 2, 30])
            Assert.Contains("fetch the file again", Assert.Throws<DataException>(() => LibsvmFile.Format.Load(folder.Write("t.svm.gz", whole[..left]), new())).Message);
        Assert.Equal(5000, LibsvmFile.Format.Load(folder.Write("t.svm.gz", (byte[])[.. whole, .. TemporaryFolder.Zip([])]), new() { IsWhole = true }).Train.Count);
    }

    [Fact]
    public void What_is_left_out_is_0_and_comments_are_passed_over()
    {
        var set = Read("# made by hand\n+1 1:0.5 3:-2e1 # the first\n\n-1\t2:7\r\n+1\n-1 1:1 2:2 3:3");
        Assert.Equal([4L, 3L], [set.Count!.Value, set.Input.Size]);
        Assert.Equal([0.5f, 0, -20], Row(set, 0));
        Assert.Equal([0f, 7, 0], Row(set, 1));
        Assert.Equal([0f, 0, 0], Row(set, 2));
        Assert.Equal([1f, 2, 3], Row(set, 3));
        Assert.Equal(["-1", "+1"], set.Target.ClassNames);
        Assert.Equal([1, 0, 1, 0], Enumerable.Range(0, 4).Select(i => set.LabelOf(i)));
    }

    [Fact]
    public void Labels_are_classes_or_values_by_the_rule_of_tables()
    {
        Assert.IsType<RealField>(Read("0.5 1:1\n2 1:2\n").Target);
        Assert.IsType<RealField>(Read("1 1:1\n2 1:2\n3 1:3\n").Target);
        Assert.Equal(["1", "2"], Read("1 1:1\n2 1:2\n1 1:3\n2 1:4\n").Target.ClassNames);
        Assert.IsType<RealField>(Read("1 1:1\n2 1:2\n1 1:3\n2 1:4\n", new() { Target = TargetKind.Values }).Target);
        Assert.Equal(["cat", "dog"], Read("dog 1:1\ncat 1:2\n").Target.ClassNames);
    }

    [Fact]
    public void A_zipped_file_is_the_same()
    {
        string text = string.Concat(Enumerable.Range(0, 20).Select(i => $"{i % 2} 1:{i} 5:{i * i}\n")),
            path = folder.Write("z.svmlight.gz", TemporaryFolder.Zip(Encoding.ASCII.GetBytes(text)));
        Assert.True(LibsvmFile.Format.Is(path));
        var split = LibsvmFile.Format.Load(path, new() { TestShare = 0.25 });
        Assert.Equal([15L, 5L], [split.Train.Count!.Value, split.Test.Count!.Value]);
        Assert.Equal(LibsvmFile.Format.Load(folder.Write("z.libsvm", text), new() { TestShare = 0.25 }).Fingerprint, split.Fingerprint);
    }

    [Fact]
    public void A_model_says_how_wide_rows_are_and_which_classes_there_are()
    {
        var set = Read("1.0 2:5\n-1 1:1\n", new() { Form = model });
        Assert.Equal([0f, 5, 0, 0], Row(set, 0));
        Assert.Equal([1, 0], Enumerable.Range(0, 2).Select(i => set.LabelOf(i)));
        Assert.Equal(["-1", "1", "2"], set.Target.ClassNames);
        Assert.Equal(3f, Value(Read("3 2:5\n", new() { Form = model with { Targets = [Field.Reals([1])] } }), 0));
        Assert.Contains("'3', a class that the model does not know; it knows -1, 1, 2", Fails("3 2:5\n", new() { Form = model }));
        Assert.Contains("up to index 5, but the model reads reals [4]", Fails("1 5:5\n", new() { Form = model }));
    }

    [Fact]
    public void Inputs_alone_need_no_labels()
    {
        Dataset set = LibsvmFile.Format.LoadInputs(folder.Write("t.svm", "0 1:1\n2:3\n"), new() { Form = model });
        Assert.Equal([1f, 0, 0, 0], Row(set, 0));
        Assert.Equal([0f, 3, 0, 0], Row(set, 1));
    }

    [Theory]
    [InlineData("1 0:1\n", "line 1 has index 0, but indices begin with 1")]
    [InlineData("1 1:1\n1 2:1 2:3\n", "line 2 has index 2 after 2")]
    [InlineData("1 3:1 2:3\n", "has index 2 after 3")]
    [InlineData("1 -1:1\n", "where a feature such as 3:0.5 is expected")]
    [InlineData("1 1:1 x\n", "'x', where a feature")]
    [InlineData("1 1:nan\n", "no finite number")]
    [InlineData("1 1:\n", "no finite number")]
    [InlineData("1 99999999999:1\n", "'99999999999:1', where a feature")]
    [InlineData("1 qid:3 1:1\n", "ranked groups are not read")]
    [InlineData("1,2 1:1\n", "several labels, '1,2'")]
    [InlineData("1 1:1\n2:1\n", "line 2 has no label")]
    [InlineData("# nothing\n\n", "has no row")]
    [InlineData("1 2147483647:1\n2 1:1\n", "more than one array holds")]
    public void What_does_not_fit_is_named_with_its_line(string text, string expected)
    {
        string message = Fails(text);
        Assert.Contains(expected, message);
        Assert.DoesNotContain('\n', message);
    }
}
