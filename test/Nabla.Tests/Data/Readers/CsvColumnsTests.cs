using Nabla.Data;
using Nabla.Data.Readers;

namespace Nabla.Tests.Data.Readers;

/// <summary>Tables given to a model that was trained on another.</summary>
public sealed class CsvColumnsTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly List<string> notes = [];

    public void Dispose() => folder.Dispose();

    static readonly ExampleForm named = new([Field.Reals([2], ["area", "rooms"])], [new RealField([1], null) { Name = "price" }]),
        nameless = new([Field.Reals([2])], [Field.Reals([1])]);

    static readonly ExampleForm colors = new([Field.Reals([1], ["x"])], [new LabelField(["0", "1", "blue"]) { Name = "kind" }]);

    DataOptions For(ExampleForm model, string? label = null) => new() { Form = model, IsWhole = true, Label = label, Note = notes.Add };

    Dataset Judged(ExampleForm model, string text, string? label = null) => CsvTable.Format.Load(folder.Write("t.csv", text), For(model, label)).Test;

    Dataset Inputs(ExampleForm model, string text, string? label = null) => CsvTable.Format.LoadInputs(folder.Write("t.csv", text), For(model, label));

    static float[] Row(Dataset set, long i = 0)
    {
        var row = new float[set.Input.Size];
        set.Read(i, row, default);
        return row;
    }

    static float Value(Dataset set)
    {
        var value = new float[1];
        set.Read(0, default, value);
        return value[0];
    }

    static string Fails(Func<Dataset> read)
    {
        string message = Assert.Throws<DataException>(read).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    [Fact]
    public void A_table_names_its_columns_and_its_target()
    {
        var set = CsvTable.Read(folder.Write("t.csv", "area,price,rooms\n1,2,3\n4,5.5,6\n"), new(Label: "price"));
        Assert.Equal(["area", "rooms"], ((RealField)set.Input).Columns);
        Assert.Equal("price", set.Target.Name);
        Assert.Equal("kind", CsvTable.Read(folder.Write("t.csv", "x,kind\n1,a\n4,b\n")).Target.Name);
        Assert.Empty(((RealField)CsvTable.Read(folder.Write("t.csv", "1,2\n3,4\n")).Input).Columns);
    }

    [Fact]
    public void Names_are_not_part_of_a_fingerprint()
    {
        DataSplit Load(string header)
            => CsvTable.Format.Load(folder.Write("t.csv",
                header + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{i * i % 7},{i % 2}\n"))), new());
        Assert.Equal(Load("").Fingerprint, Load("a,b,kind\n").Fingerprint);
        Assert.True(Load("a,b,kind\n").Train.IsLike(Load("b,c,sort\n").Train));
    }

    [Theory]
    [InlineData("area,rooms\n100,3\n")]
    [InlineData("rooms,area\n3,100\n")]
    [InlineData("price,rooms,area\n9,3,100\n")]
    [InlineData("rooms,price,area\n3,,100\n")]
    [InlineData("area,rooms,price\n100,3,unknown\n")]
    [InlineData("\"rooms\",\" area \"\n3,100\n")]
    [InlineData("ROOMS,Area\n3,100\n")]
    [InlineData("AREA,rooms,area\n5,3,100\n")]
    public void Inputs_are_found_by_their_names(string text)
    {
        Assert.Equal([100f, 3f], Row(Inputs(named, text)));
        Assert.Equal(["area", "rooms"], ((RealField)Inputs(named, text).Input).Columns);
    }

    [Fact]
    public void What_the_model_does_not_know_is_left_out_with_a_note()
    {
        Assert.Equal([100f, 3f], Row(Inputs(named, "id,city,rooms,price,area\n7,Paris,3,9,100\n")));
        Assert.EndsWith("the model knows nothing of columns 'id', 'city': left out.", Assert.Single(notes));
        notes.Clear();
        Inputs(named, "area,price,rooms\n100,9,3\n");
        Assert.Empty(notes);
    }

    [Theory]
    [InlineData("area,room\n100,3\n", "has no column 'rooms' that the model reads; did you mean 'room'? There are area, room.")]
    [InlineData("price,area,city\n9,100,3\n", "has no column 'rooms' that the model reads; did you mean 'city'? There are price, area, city.")]
    [InlineData("area,price\n100,3\n", "has no column 'rooms' that the model reads. There are area, price.")]
    [InlineData("a,b\n100,3\n", "has no column 'area', 'rooms' that the model reads. There are a, b.")]
    [InlineData("100,3\n", "has no header, but the model finds its columns by their names")]
    [InlineData("Area,AREA,rooms\n100,3,3\n", "has no column 'area'")]
    public void What_is_missing_is_refused_by_its_name(string text, string expected) => Assert.Contains(expected, Fails(() => Inputs(named, text)));

    [Fact]
    public void Names_that_differ_in_case_alone_are_told_apart()
    {
        ExampleForm both = named with { Inputs = [Field.Reals([2], ["a", "A"])] };
        Assert.Equal([1f, 2f], Row(Inputs(both, "A,a\n2,1\n")));
        Assert.Contains("has no column 'A'", Fails(() => Inputs(both, "a,b\n1,2\n")));
    }

    [Fact]
    public void Who_is_judged_needs_the_target_by_its_name()
    {
        Assert.Equal(9f, Value(Judged(named, "price,rooms,area\n9,3,100\n")));
        Assert.Equal([100f, 3f], Row(Judged(named, "price,rooms,area\n9,3,100\n")));
        Assert.Contains("has no column 'price', the target, by which answers are judged; did you mean 'prize'? There are",
            Fails(() => Judged(named, "prize,rooms,area\n9,3,100\n")));
        Assert.Contains("line 2 column 0 ('price'), the target, is empty", Fails(() => Judged(named, "price,rooms,area\n,3,100\n")));
        Assert.Contains("not a finite number", Fails(() => Judged(named, "price,rooms,area\ncheap,3,100\n")));
    }

    [Fact]
    public void Classes_are_the_models()
    {
        var set = Judged(colors, "kind,x\nblue,1\n1,2\nblue,3\n");
        Assert.Equal(["0", "1", "blue"], set.Target.ClassNames);
        Assert.Equal([2, 1, 2], Enumerable.Range(0, 3).Select(i => set.LabelOf(i)));
    }

    [Theory]
    [InlineData("1.0", 1)]
    [InlineData("+1", 1)]
    [InlineData("00", 0)]
    public void Classes_that_are_whole_numbers_may_be_written_otherwise(string written, int label)
    {
        ExampleForm numbers = colors with { Targets = [new LabelField(["0", "1"]) { Name = "kind" }] };
        Assert.Equal(label, Judged(numbers, $"kind,x\n{written},1\n").LabelOf(0));
    }

    [Fact]
    public void A_class_that_the_model_does_not_know_is_named() =>
        Assert.Contains("line 3 column 1 ('kind'), the target, is 'red', a class that the model does not know; it knows 0, 1, blue.",
            Fails(() => Judged(colors, "x,kind\n1,blue\n2,red\n")));

    [Theory]
    [InlineData("100,3\n", null)]
    [InlineData("100,3,9\n", null)]
    [InlineData("9,100,3\n", "0")]
    [InlineData("100,9,3\n", "-2")]
    public void By_place_where_neither_side_has_names(string text, string? label)
    {
        Assert.Equal([100f, 3f], Row(Inputs(nameless, text, label)));
        Assert.Empty(notes);
    }

    [Theory]
    [InlineData("x,y\n100,3\n", null)]
    [InlineData("price,x,y\n9,100,3\n", "price")]
    public void By_place_with_a_note_where_the_model_knows_no_names(string text, string? label)
    {
        Assert.Equal([100f, 3f], Row(Inputs(nameless, text, label)));
        Assert.Contains("taken by their places", Assert.Single(notes));
    }

    [Theory]
    [InlineData("1\n")]
    [InlineData("1,2,3,4\n")]
    public void By_place_the_count_must_fit(string text) => Assert.Contains("but the model reads reals [2], 2 numbers each", Fails(() => Inputs(nameless, text)));

    [Fact]
    public void By_place_the_target_may_be_missing_only_where_nobody_judges()
    {
        Assert.Contains("the target, by which answers are judged, is missing", Fails(() => Judged(nameless, "100,3\n")));
        Assert.Contains("there is no header", Fails(() => Inputs(nameless, "100,3,9\n", "price")));
        Assert.Equal(9f, Value(Judged(nameless, "100,3,9\n")));
    }

    [Fact]
    public void One_column_is_enough_for_a_model_of_one_feature()
    {
        Assert.Equal([0.5f], Row(Inputs(colors, "x\n0.5\n1.5\n")));
        Assert.Equal([0.5f], Row(Inputs(nameless with { Inputs = [Field.Reals([1])] }, "0.5\n1.5\n")));
    }

    [Fact]
    public void A_tab_separated_and_zipped_table_is_read_alike()
    {
        string path = folder.Write("t.tsv.gz", TemporaryFolder.Zip("rooms\tid\tarea\n3\tx\t100\n"u8.ToArray()));
        Assert.Equal([100f, 3f], Row(CsvTable.Format.LoadInputs(path, For(named))));
    }

    [Fact]
    public void A_model_of_something_else_reads_no_table()
    {
        ExampleForm text = new([Field.Tokens(Vocabulary.Numbered(3), 4)], [Field.Numbered(2)]), vector = named with { Targets = [new RealField([2], null) { Name = "price" }] };
        Assert.Contains("but the model reads tokens [4] of 3", Fails(() => Inputs(text, "a,b\n1,2\n")));
        Assert.Contains("is one column, but the model says reals [2]", Fails(() => Judged(vector, "area,rooms,price\n1,2,3\n")));
    }
}
