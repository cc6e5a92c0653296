namespace Nabla.Cli.Grammar;

/// <summary>Reads the number of an option that is no recipe field.</summary>
static class NumberWord
{
    /// <summary>A number in a range.</summary>
    /// <exception cref="UsageException">The word is none.</exception>
    public static double Real(string word, string option, double least, double most) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most ? value : throw Off("number", word, option, least, most);

    /// <summary>A whole number in a range.</summary>
    /// <exception cref="UsageException">The word is none.</exception>
    public static int Whole(string word, string option, int least, int most) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most && value == Math.Floor(value) ? (int)value : throw Off("whole number", word, option, least, most);

    static UsageException Off(string what, string word, string option, double least, double most) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{option} expects a {what} from {least} to {most}; got '{word}'."));
}
