using Nabla.Words;

namespace Nabla.Tests.Words;

public class NotationsTests
{
    [Fact]
    public void Values_are_read_as_they_are_written()
    {
        Same(Notations.AnyNumber, 1.0 / 3, -2e-30, 0);
        Same(Notations.Whole(long.MinValue), long.MinValue, 7, long.MaxValue);
        Same(Notations.Whole(1, 5).Or("none"), 1, null, 5);
        Same(Notations.Switch.Or("auto"), true, false, null);
        Same(Notations.Either("best", "last"), true, false);
        Same(Notations.Word("a", "b"), "a", "b");
        Same(Notations.AnyText("a text").Or("none"), "C:\\x", null);
    }

    static void Same<T>(Notation<T> notation, params T[] values)
    {
        foreach (T value in values) Assert.Equal(value, notation.Read("x", $" {notation.Write(value)} "));
    }

    [Fact]
    public void What_does_not_fit_says_who_expects_what()
    {
        Refused(Notations.Whole(1, 5), "6", "x.y expects a whole number from 1 to 5; got '6'.");
        Refused(Notations.Whole(1), "1.5", "x.y expects a whole number from 1; got '1.5'.");
        Refused(Notations.Whole(1, 5).Or("none", "all of them"), "zero", "x.y expects a whole number from 1 to 5, or none (all of them); got 'zero'.");
        Refused(Notations.Positive, "NaN", "x.y expects a number above 0; got 'NaN'.");
        Refused(Notations.Either("best", "last"), "lst", "x.y: the word 'lst' is unknown; did you mean 'last'? There are best, last.");
        Refused(Notations.AnyText("a path"), " ", "x.y expects a path; got ' '.");
        Refused(Notations.Name(["a[:b]"], _ => throw new FormatException("A is off.")), "a", "x.y: A is off.");
        Refused(Notations.Parsed<int>("a date", _ => throw new FormatException("expected a date.")), "soon", "x.y: expected a date.");
    }

    static void Refused<T>(Notation<T> notation, string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => notation.Read("x.y", text)).Message);
}
