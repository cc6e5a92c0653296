namespace Nabla.Lessons.Tests;

public sealed class SequencesTests
{
    static LessonRun Lesson => LessonRun.Of("30-sequences");

    // Five characters before an answer say nothing of its date: ln 36,525 nats over 11 characters, 0.955, and what rare counts cost.
    [Fact]
    public void An_n_gram_guesses_the_date() => Assert.InRange(Lesson["n-gram, n = 6: answers"], 0.95, 1.2);

    // Eight see the year, which stands before " is ": month and day remain, ln 12 + ln 30.4 over 11 characters, 0.536.
    [Fact]
    public void Eight_characters_see_the_year_alone()
    {
        Assert.InRange(Lesson["MLP on 8 characters: answers"], 0.53, 0.68);
        Assert.InRange(Lesson["MLP on 8 characters: right"], 0, 0.05);
    }

    [Fact]
    public void A_recurrent_net_holds_on_to_some_of_it() => Assert.InRange(Lesson["LSTM: answers"], 0.05, 0.8);

    [Fact]
    public void A_transformer_looks_back_and_writes_the_date()
    {
        Assert.InRange(Lesson["transformer: answers"], 0, 0.3);
        Assert.True(Lesson["transformer: answers"] < 0.6 * Lesson["LSTM: answers"]);
        Assert.InRange(Lesson["transformer: right"], 0.5, 1);
    }

    // No model beats what chance draws: ln(2 · 36,525) nats for each line of 28 or 29 characters.
    [Fact]
    public void Nobody_knows_the_dates_that_come() => Assert.InRange(Lesson["transformer: loss"], 0.38, 0.6);
}
