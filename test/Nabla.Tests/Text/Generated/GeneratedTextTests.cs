using System.Globalization;
using Nabla.Catalog;
using Nabla.Data;
using Nabla.Text;
using Nabla.Text.Generated;

namespace Nabla.Tests.Text.Generated;

public class GeneratedTextTests
{
    static int[] Input(Dataset set, long index, int part = 0)
    {
        using Loader loader = Loader.Once(set.Range(index, 1), 1);
        loader.MoveNext();
        return loader.Current.Inputs[part].Integers.ToArray();
    }

    [Fact]
    public void Half_of_the_brackets_are_balanced_and_the_label_says_which()
    {
        DataSplit split = Brackets.Split(3);
        var tokenizer = (Tokenizer)((TokenField)split.Train.Input).Vocabulary;
        int balanced = 0, ordered = 0;
        for (int i = 0; i < 2000; i++)
        {
            string text = tokenizer.Decode(Input(split.Train, i)).TrimEnd('\n');
            string rest = text;
            for (int before = -1; before != rest.Length;) (before, rest) = (rest.Length, rest.Replace("()", "").Replace("[]", "").Replace("{}", ""));
            Assert.Equal(rest.Length == 0 ? 1 : 0, split.Train.LabelOf(i));
            Assert.InRange(text.Length, 2, Brackets.Longest);
            if (rest.Length == 0) balanced++;
            else if (new[] { "()", "[]", "{}" }.All(pair => text.Count(c => c == pair[0]) == text.Count(c => c == pair[1]))) ordered++;
        }
        Assert.InRange(balanced, 900, 1100);
        Assert.True(ordered > 200, $"only {ordered} are wrong by their order alone: counting would tell the rest");
    }

    [Fact]
    public void A_date_and_what_it_is_in_iso()
    {
        DataSplit split = Dates.Split(3);
        var tokenizer = (Tokenizer)((TokenField)split.Train.InputFields[0]).Vocabulary;
        for (int i = 0; i < 500; i++)
        {
            int[] input = Input(split.Train, i), target = new int[Dates.Said];
            split.Train.Read(i, default, target);
            string said = tokenizer.Decode(target), read = tokenizer.Decode(Input(split.Train, i, 1));
            Assert.EndsWith("\n", said);
            Assert.Equal("\n" + said[..10], read);
            var date = DateOnly.ParseExact(said[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            string source = tokenizer.Decode(input).TrimEnd('\n');
            Assert.Contains(source, Enumerable.Range(0, WrittenDate.Forms).Select(form => WrittenDate.Write(date, form)));
        }
    }

    [Theory]
    [InlineData(1994, 5, 3, 5, "3-May-94")]
    [InlineData(1994, 5, 3, 6, "Tuesday, May 3, 1994")]
    [InlineData(2011, 12, 22, 7, "Thursday, 22nd of December 2011")]
    [InlineData(1977, 9, 27, 11, "the twenty-seventh of September, nineteen seventy-seven")]
    [InlineData(2005, 1, 12, 11, "the twelfth of January, two thousand and five")]
    [InlineData(2000, 2, 20, 10, "February the twentieth, two thousand")]
    [InlineData(2049, 3, 31, 10, "March the thirty-first, twenty forty-nine")]
    public void Forms_are_those_of_people(int year, int month, int day, int form, string expected) => Assert.Equal(expected, WrittenDate.Write(new(year, month, day), form));

    [Fact]
    public void Every_form_of_every_day_fits_and_no_two_days_share_one()
    {
        var seen = new HashSet<string>();
        for (var date = new DateOnly(1950, 1, 1); date.Year < 2050; date = date.AddDays(1))
        {
            string[] forms = [.. Enumerable.Range(0, WrittenDate.Forms).Select(form => WrittenDate.Write(date, form)).Distinct()];
            Assert.All(forms, text => Assert.True(text.Length < Dates.Longest, text));
            Assert.All(forms, text => Assert.True(seen.Add(text), text));
        }
    }

    [Theory]
    [InlineData("dates")]
    [InlineData("brackets")]
    public void Parts_are_fixed_by_the_seed_and_differ(string name)
    {
        DataSplit split = DataCatalog.Default.Load(name, new() { Seed = 1 }), again = DataCatalog.Default.Load(name, new() { Seed = 1 });
        Assert.Equal(Input(split.Test, 5), Input(again.Test, 5));
        Assert.Null(split.Train.Count);
        Assert.NotEqual(Enumerable.Range(0, 9).SelectMany(i => Input(split.Train, i)).ToArray(), Enumerable.Range(0, 9).SelectMany(i => Input(split.Test, i)).ToArray());
        Assert.NotEqual(Enumerable.Range(0, 9).SelectMany(i => Input(split.Test, i)).ToArray(), Enumerable.Range(0, 9).SelectMany(i => Input(split.Validation!, i)).ToArray());
    }
}
