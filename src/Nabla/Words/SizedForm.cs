namespace Nabla.Words;

/// <summary>How a choice with sizes is written.</summary>
/// <param name="Kind">The name.</param>
/// <param name="Example">An example, sizes included: <c>mlp:512-512</c>.</param>
/// <param name="Meaning">What the sizes are: "hidden widths"; empty where there are none.</param>
/// <param name="Separator">What stands between the sizes.</param>
/// <param name="Least">The fewest sizes.</param>
/// <param name="Most">The most sizes.</param>
/// <param name="Largest">The largest size.</param>
public sealed record SizedForm(string Kind, string Example, string Meaning = "", char Separator = '-', int Least = 0, int Most = 0, int Largest = SizedName.Largest)
{
    /// <summary>The example and what its sizes are.</summary>
    public override string ToString() => Meaning.Length == 0 ? Example : $"{Example} ({Meaning})";
}
