using Nabla.Words;

namespace Nabla.Tests.Words;

public class ChoicesTests
{
    static readonly Setting<int> size = new("size", "how large", Notations.Whole(1, 100));
    static readonly Setting<double> rate = new("thing.rate", "how quick", Notations.Share, 0.5), slack = new("thing.slack", "how loose", Notations.NotNegative, 3);
    static readonly Setting<double?> before = new("before", "what comes first", Notations.AnyNumber.Or("nothing"), null);
    static readonly Setting<int> many = new("each", "one of many", Notations.Whole(0)) { Repeats = true };

    static readonly Choices<Choice<string>> things = new("Thing",
    [
        new("plain", "has nothing", _ => "plain"),
        new("one", "has a size", at => $"{at.Get(size)}", size),
        new("both", "has a size and a rate", at => $"{at.Get(size)} {at.Get(rate)} {at.Get(slack)}", size, rate) { Fields = [slack] },
        new("loose", "has two that may be left out", at => $"{at.Get(rate)} {at.Get(slack)}", rate, slack) { Separator = 'x' },
        new("late", "leaves out the first", at => $"{at.Get(before)?.ToString() ?? "-"} {at.Get(size)}", before, size),
        new("row", "has many and a size", at => $"{string.Join("+", at.All(many))} {at.Get(size)} {at.Count}", many, size),
        new("sized", "shows an example", at => $"{at.Get(size)}", size) { Separator = 'x', Example = "7" },
        new("picky", "refuses", _ => throw new ArgumentException("no.", "name")),
    ]);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData(" ONE:3 ", "3")]
    [InlineData("both:2", "2 0.5 3")]
    [InlineData("both:2:1e-1", "2 0.1 3")]
    [InlineData("loose", "0.5 3")]
    [InlineData("loose:0.25", "0.25 3")]
    [InlineData("loose:0.25x1", "0.25 1")]
    [InlineData("late:8", "- 8")]
    [InlineData("late:-3:8", "-3 8")]
    [InlineData("row:1:2", "1 2 2")]
    [InlineData("row:1:2:3:4", "1+2+3 4 4")]
    public void A_name_and_its_numbers_are_read(string text, string made) => Assert.Equal(made, things.Make(text));

    [Theory]
    [InlineData("plan", "Thing 'plan' is unknown; did you mean 'plain'? There are both, late, loose, one, picky, plain, row, sized.")]
    [InlineData("one", "Thing 'one' has the wrong count of numbers; the form is one:size.")]
    [InlineData("row:1", "Thing 'row:1' has the wrong count of numbers; the form is row:each:…:size.")]
    [InlineData("plain:1", "Thing 'plain:1' has the wrong count of numbers; the form is plain.")]
    [InlineData("both:1:0.2:3", "Thing 'both:1:0.2:3' has the wrong count of numbers; the form is both:size[:rate].")]
    [InlineData("one:", "Thing 'one:': size expects a whole number from 1 to 100; got ''; the form is one:size.")]
    [InlineData("one:1,5", "Thing 'one:1,5': size expects a whole number from 1 to 100; got '1,5'; the form is one:size.")]
    [InlineData("both:1:inf", "Thing 'both:1:inf': rate expects a number from 0, below 1; got 'inf'; the form is both:size[:rate].")]
    [InlineData("sized:101", "Thing 'sized:101': size expects a whole number from 1 to 100; got '101'; the form is sized:7 (size).")]
    [InlineData("picky", "Thing 'picky': no.")]
    public void What_does_not_fit_is_named(string text, string message) => Assert.Equal(message, Assert.Throws<FormatException>(() => things.Make(text)).Message);

    [Theory]
    [InlineData("loose", "loose[:rate[:slack]]")]
    [InlineData("late", "late[:before]:size")]
    [InlineData("sized", "sized:7 (size)")]
    public void A_form_shows_what_may_be_left_out(string name, string form) =>
        Assert.Equal(form, things.All.Single(each => each.Name == name).Form.Replace('x', ':'));

    [Fact]
    public void A_recipe_speaks_where_the_name_is_silent_and_the_data_before_the_default()
    {
        var said = Settings.None.With("thing.rate", "0.25").Usually("thing.slack", "9").Usually("thing.rate", "0.75");
        Assert.Equal("1 0.25 9", things.Make("both:1", said));
        Assert.Equal("1 0.5 3", things.Make("both:1"));
        Assert.Equal("1 0.1 9", things.Make("both:1:0.1", Settings.None.Usually("thing.slack", "9").Usually("thing.rate", "0.75")));
        Assert.Equal("0.25", things.Read("both:1", said).Written.TextOf("thing.rate"));
        Assert.Null(things.Read("one:1", said).Written.TextOf("thing.rate"));
    }

    [Fact]
    public void Name_and_recipe_may_say_the_same_but_not_contradict_each_other()
    {
        Assert.Equal("1 0.25 3", things.Make("both:1:0.250", Settings.None.With("thing.rate", "0.25")));
        var error = Assert.Throws<FormatException>(() => things.Make("both:1:0.3", Settings.None.With("thing.rate", "0.25")));
        Assert.Equal("Thing 'both:1:0.3' says rate 0.3, but thing.rate is 0.25: give one of them.", error.Message);
    }

    [Fact]
    public void Two_choices_of_one_name_are_an_error() =>
        Assert.Throws<ArgumentException>(() => new Choices<Choice<int>>("Thing", [new("a", "", _ => 1), new("a", "", _ => 2)]));
}
