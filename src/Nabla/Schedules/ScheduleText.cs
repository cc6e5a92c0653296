using System.Globalization;
using Nabla.Words;

namespace Nabla.Schedules;

/// <summary>Reads a schedule as it is written in a recipe or on the command line: a name, then numbers after colons.</summary>
sealed class ScheduleText(string text, long totalSteps)
{
    static readonly (string Name, string Form)[] Known =
    [
        ("fixed", "fixed"), ("linear", "linear[:floor]"), ("cosine", "cosine[:floor]"), ("half-cosine", "half-cosine[:floor]"),
        ("inverse", "inverse:b or inverse:a:b"), ("step", "step:every[:factor]"), ("milestones", "milestones:first:…:factor"),
        ("plateau", "plateau[:factor[:patience]]"),
    ];

    readonly string[] words = text.Trim().ToLowerInvariant().Split(':');

    int Numbers => words.Length - 1;

    public Schedule Read()
    {
        try
        {
            return words[0] switch
            {
                "fixed" when Numbers == 0 => new Fixed(),
                "linear" when Numbers <= 1 => new LinearDecay(totalSteps, Number(1, 0)),
                "cosine" when Numbers <= 1 => new Cosine(totalSteps, Number(1, 0.1)),
                "half-cosine" when Numbers <= 1 => new HalfCosine(totalSteps, Number(1, 0.1)),
                "inverse" when Numbers is 1 or 2 => new InverseDecay(Number(1, 0), Number(Numbers, 0)),
                "step" when Numbers is 1 or 2 => new StepDecay(Count(1), Number(2, 0.1)),
                "milestones" when Numbers >= 2 => new MilestoneDecay([.. Enumerable.Range(1, Numbers - 1).Select(Count)], Number(Numbers, 0.1)),
                "plateau" when Numbers <= 2 => new ReduceOnPlateau(Number(1, 0.1), Numbers == 2 ? (int)Math.Min(Whole(2), int.MaxValue) : 10),
                _ => throw new FormatException(Refusal()),
            };
        }
        catch (ArgumentException error)
        {
            string reason = error.Message.Split(" (Parameter ")[0];
            throw new FormatException($"Schedule '{text}': {reason}", error);
        }
    }

    double Number(int index, double otherwise)
    {
        if (index > Numbers) return otherwise;
        return double.TryParse(words[index], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value : throw new FormatException($"Schedule '{text}': '{words[index]}' is not a number; the form is {Form(words[0])}.");
    }

    /// <summary>A number of steps, or a share of all steps such as 50%.</summary>
    long Count(int index)
    {
        string word = words[index];
        if (word.EndsWith('%') && double.TryParse(word.AsSpan(0, word.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double percent) && percent is >= 0 and <= 100)
            return (long)Math.Round(totalSteps * percent / 100);
        return Whole(index);
    }

    long Whole(int index) =>
        long.TryParse(words[index], NumberStyles.None, CultureInfo.InvariantCulture, out long whole)
            ? whole : throw new FormatException($"Schedule '{text}': '{words[index]}' is not a whole number; the form is {Form(words[0])}.");

    string Refusal()
    {
        if (Known.Any(known => known.Name == words[0])) return $"Schedule '{text}' has the wrong count of numbers; the form is {Form(words[0])}.";
        string nearest = NearestWord.Of(words[0], Known.Select(known => known.Name));
        return $"Schedule '{text}' is unknown; did you mean '{nearest}'? There are {string.Join(", ", Known.Select(known => known.Form))}.";
    }

    static string Form(string name) => Known.First(known => known.Name == name).Form;
}
