using Nabla.Data;
using Nabla.Data.Readers;

namespace Nabla.Tests.Data.Readers;

public class CsvTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    ArrayDataset Read(string text, CsvOptions? options = null) => CsvTable.Read(folder.Write("t.csv", text), options);

    string Fails(string text, CsvOptions? options = null) => Assert.Throws<DataException>(() => Read(text, options)).Message;

    static float[] Row(Dataset set, long i)
    {
        var row = new float[set.Input.Size];
        set.Read(i, row, default);
        return row;
    }

    [Fact]
    public void A_table_with_header_and_text_classes()
    {
        var set = Read("width,height,kind\n1,2,cat\n3.5,-4e1,dog\n 5 ,6,cat\n");
        Assert.Equal(3, set.Count);
        Assert.Equal(["cat", "dog"], set.Target.ClassNames);
        Assert.Equal([3.5f, -40f], Row(set, 1));
        Assert.Equal([0, 1, 0], Enumerable.Range(0, 3).Select(i => set.LabelOf(i)));
    }

    [Theory]
    [InlineData("kind")]
    [InlineData("0")]
    [InlineData("-3")]
    public void The_target_is_named_or_numbered(string label)
    {
        var set = Read("kind,a,b\nx,1,2\ny,3,4\n", new(Label: label));
        Assert.Equal([3f, 4f], Row(set, 1));
        Assert.Equal(["x", "y"], set.Target.ClassNames);
    }

    [Fact]
    public void A_table_without_header_and_with_numbered_classes()
    {
        var set = Read("1,2,10\n3,4,2\n5,6,10\n7,8,2\n");
        Assert.Equal(["2", "10"], set.Target.ClassNames);
        Assert.Equal(1, set.LabelOf(0));
        Assert.Equal([1f, 2f], Row(set, 0));
    }

    [Fact]
    public void The_first_line_may_give_counts_and_class_names()
    {
        var set = Read("4,2,setosa,virginica\n1,2,1\n3,4,0\n5,6,0\n7,8,1\n");
        Assert.Equal(["setosa", "virginica"], set.Target.ClassNames);
        Assert.Equal(4, set.Count);
        Assert.Equal(1, set.LabelOf(0));
        Assert.Contains("announces 5 rows", Fails("5,2,setosa,virginica\n1,2,1\n3,4,0\n5,6,0\n7,8,1\n"));
        Assert.Contains("line 3", Fails("2,2,setosa,virginica\n1,2,1\n3,4,2\n"));
    }

    [Fact]
    public void Numbers_that_do_not_repeat_are_values()
    {
        var set = Read("1,0.5\n2,1\n3,1.5\n");
        Assert.IsType<RealField>(set.Target);
        var value = new float[1];
        set.Read(2, default, value);
        Assert.Equal(1.5f, value[0]);
        Assert.IsType<LabelField>(Read("1,0\n2,1\n3,0\n4,1\n").Target);
        Assert.IsType<LabelField>(Read("1,0.0\n2,1.0\n3,0.0\n4,1.0\n").Target);
        Assert.IsType<RealField>(Read("1,0\n2,1\n3,0\n4,1\n", new(Kind: TargetKind.Values)).Target);
        Assert.Equal(["0.5", "1", "1.5"], Read("1,0.5\n2,1\n3,1.5\n", new(Kind: TargetKind.Classes)).Target.ClassNames);
    }

    [Fact]
    public void Quoted_fields_hold_separators_quotes_and_line_ends()
    {
        var set = Read("\uFEFFa,\"the \"\"kind\"\", or\r\nso\"\r\n\"1\",\"x,y\"\r\n2,\"\"\"z\"\"\"");
        Assert.Equal(["\"z\"", "x,y"], set.Target.ClassNames);
        Assert.Equal([1f], Row(set, 0));
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public void Other_separators(char separator) => Assert.Equal([1f, 2.5f], Row(Read($"a{separator}b{separator}c\n1{separator}2.5{separator}x\n3{separator}4{separator}y", new(Separator: separator)), 0));

    [Fact]
    public void Gzip_is_told_by_its_bytes()
    {
        string path = folder.Write("t.csv", TemporaryFolder.Zip("1,2,a\n3,4,b\n"u8.ToArray()));
        Assert.Equal(2, CsvTable.Read(path).Count);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\n\n", "empty")]
    [InlineData("a,b\n", "has no row but the header")]
    [InlineData("1,2,a\n3,b\n", "line 2 has 2 fields")]
    [InlineData("1,2,a\n3,4,5,b\n", "line 2 has 4 fields")]
    [InlineData("1,2,a\n3,4,b\n\n5,,c", "line 4 column 1 is ''")]
    [InlineData("x,y,k\n1,2,a\n3,NaN,b\n", "line 3 column 1 ('y') is 'NaN'")]
    [InlineData("x,y,k\n1,2,a\n3,Infinity,b\n", "'Infinity'")]
    [InlineData("x,y,k\n1,2,a\n3,1e99,b\n", "'1e99'")]
    [InlineData("x,y,k\n1,2,a\n3,?,b\n", "'?'")]
    [InlineData("x,y,k\n1,2,a\n3,1,000,b\n", "line 3 has 4 fields")]
    [InlineData("x,y,k\n1,2,a\n3,4,\n", "line 3 column 2 ('k'), the target, is empty")]
    [InlineData("x,k\n1,2.5\n3,4.5\n5,none\n", "line 4 column 1 ('k'), the target, is 'none'")]
    [InlineData("1,\"2,a\n3,4,b\n", "never closed")]
    [InlineData("1,\"2\"x,a\n", "after a closing quote")]
    [InlineData("1,2\"3,a\n", "quote inside an unquoted field")]
    [InlineData("1,2\r3,4\n", "carriage return")]
    [InlineData("1,\0,3\n", "zero byte")]
    [InlineData("1\n2\n", "at least 2")]
    [InlineData("x,x,k\n1,2,a\n3,4,b\n", "twice")]
    public void Bad_tables_are_refused_with_their_line(string text, string expected) => Assert.Contains(expected, Fails(text));

    [Fact]
    public void An_unknown_target_column_names_the_nearest()
    {
        Assert.Contains("did you mean 'kind'", Fails("a,kind\n1,x\n2,y\n", new(Label: "knid")));
        Assert.Contains("from 0 to 1", Fails("1,x\n2,y\n", new(Label: "kind")));
        Assert.Contains("from 0 to 1", Fails("1,x\n2,y\n", new(Label: "2")));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        string path = folder.Write("t.csv", [(byte)'1', (byte)',', 0xFF, 0xFE, (byte)'\n']);
        Assert.Contains("UTF-8", Assert.Throws<DataException>(() => CsvTable.Read(path)).Message);
    }

    [Fact]
    public void Random_bytes_never_crash_the_reader()
    {
        var random = new Random(1);
        string alphabet = "01.,\"\n\r;ab-e";
        for (int i = 0; i < 400; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            try { Read(text); }
            catch (DataException failure) { Assert.Contains("t.csv", failure.Message); }
        }
    }
}
