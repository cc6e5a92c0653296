using Nabla.Data.Generated;

namespace Nabla.Text.Generated;

/// <summary>Dates from 1950 to 2049 as people write them, and what they are in ISO 8601: "the third of May, nineteen ninety-four" → "1994-05-03". An
/// input has two parts: the source [<see cref="Longest"/>], and the newline with what has been said so far [<see cref="Said"/>]; the target
/// [<see cref="Said"/>] is what is said next at each place, then a newline. Example i is a pure function of the seed and i, so the set is
/// endless.</summary>
sealed class Dates : Dataset
{
    /// <summary>Places for the source, and for what is said: the digits and what ends them.</summary>
    public const int Longest = 56, Said = 11;

    const int TestCount = 1000;
    static readonly DateOnly first = new(1950, 1, 1);
    static readonly int days = new DateOnly(2049, 12, 31).DayNumber - first.DayNumber + 1;

    static readonly CharacterTokenizer tokenizer =
        CharacterTokenizer.FromSymbols("\n ,-./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".EnumerateRunes());

    static readonly int padding = tokenizer.Encode("\n")[0];

    readonly Rng source;

    Dates(string name, Rng source) : base(name, null, [Tokens(Longest), Tokens(Said)], [Tokens(Said)]) => this.source = source;

    static TokenField Tokens(int length) => Field.Tokens(tokenizer, length, padding);

    /// <summary>An endless stream to learn from, and fixed sets to judge and to choose by that share no example's source with it.</summary>
    public static DataSplit Split(long seed) => new(Part(seed, "train"), Part(seed, "test").Range(0, TestCount), Part(seed, "validation").Range(0, TestCount));

    static Dates Part(long seed, string part) => new($"dates-{part}", Rng.FromSeed(seed).Fork($"dates {part}"));

    /// <inheritdoc/>
    protected override void Fill(long index, Cells input, Cells target)
    {
        var draws = new Draws(source.Fork((ulong)index));
        DateOnly date = first.AddDays(draws.Below(days));
        int[] iso = tokenizer.Encode(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (!target.IsEmpty)
        {
            iso.CopyTo(target.Integers);
            target.Integers[iso.Length] = padding;
        }
        if (input.IsEmpty) return;
        Span<int> text = input[0].Integers, said = input[1].Integers;
        text.Fill(padding);
        tokenizer.Encode(WrittenDate.Draw(date, ref draws)).CopyTo(text);
        said[0] = padding;
        iso.CopyTo(said[1..]);
    }
}
