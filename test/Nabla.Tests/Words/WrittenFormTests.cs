using Nabla.Words;

namespace Nabla.Tests.Words;

public class WrittenFormTests
{
    static readonly string[] forms = ["plain", "one:size", "both:size[:rate]"];

    static (string, double, double) Read(string text) => WrittenForm.Read("Thing", text, forms, written => (written.Name, written.Number(1, -1), written.Number(2, -2)));

    [Theory]
    [InlineData("plain", "plain", -1, -2)]
    [InlineData(" ONE:3 ", "one", 3, -2)]
    [InlineData("both:1e-3", "both", 1e-3, -2)]
    [InlineData("both:2:0.5", "both", 2, 0.5)]
    public void A_name_and_its_numbers_are_read(string text, string name, double first, double second) => Assert.Equal((name, first, second), Read(text));

    [Theory]
    [InlineData("plane", "Thing 'plane' is unknown; did you mean 'plain'? There are plain, one, both.")]
    [InlineData("one", "Thing 'one' has the wrong count of numbers; the form is one:size.")]
    [InlineData("both:1:2:3", "Thing 'both:1:2:3' has the wrong count of numbers; the form is both:size[:rate].")]
    [InlineData("one:", "Thing 'one:': '' is not a number; the form is one:size.")]
    [InlineData("one:1,5", "Thing 'one:1,5': '1,5' is not a number; the form is one:size.")]
    [InlineData("one:inf", "Thing 'one:inf': 'inf' is not a number; the form is one:size.")]
    public void What_does_not_fit_is_named(string text, string message) => Assert.Equal(message, Assert.Throws<FormatException>(() => Read(text)).Message);

    [Fact]
    public void A_refusal_of_the_maker_becomes_one_line() =>
        Assert.Equal("Thing 'plain': no.", Assert.Throws<FormatException>(() => WrittenForm.Read<int>("Thing", "plain", forms, _ => throw new ArgumentException("no.", "name"))).Message);
}
