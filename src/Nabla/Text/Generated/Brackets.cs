using Nabla.Data.Generated;

namespace Nabla.Text.Generated;

/// <summary>Strings of brackets, half of them balanced: which of "balanced" and "unbalanced" is one? What is wrong with the others is one bracket of
/// another kind, or two that changed places. Example i is a pure function of the seed and i, so the set is endless.</summary>
sealed class Brackets : Dataset
{
    /// <summary>The most brackets in a string.</summary>
    public const int Longest = 16;

    const int TestCount = 2000, Tries = 8;
    static readonly string[] answers = ["unbalanced", "balanced"];
    static readonly CharacterTokenizer tokenizer = CharacterTokenizer.FromSymbols("\n()[]{}".EnumerateRunes());
    static readonly int[] opening = tokenizer.Encode("([{"), closing = tokenizer.Encode(")]}");
    static readonly int padding = tokenizer.Encode("\n")[0];

    readonly Rng source;

    Brackets(string name, Rng source) : base(name, null, Field.Tokens(tokenizer, Longest, padding), Field.Classes(answers)) => this.source = source;

    /// <summary>An endless stream to learn from, and fixed sets to judge and to choose by that share no example's source with it.</summary>
    public static DataSplit Split(long seed) => new(Part(seed, "train"), Part(seed, "test").Range(0, TestCount), Part(seed, "validation").Range(0, TestCount));

    static Brackets Part(long seed, string part) => new($"brackets-{part}", Rng.FromSeed(seed).Fork($"brackets {part}"));

    /// <inheritdoc/>
    protected override void Fill(long index, Cells input, Cells target)
    {
        var draws = new Draws(source.Fork((ulong)index));
        Span<int> brackets = stackalloc int[2 * (1 + draws.Below(Longest / 2))];
        Balance(brackets, ref draws);
        bool isBalanced = draws.Below(2) == 1;
        if (!isBalanced) Break(brackets, ref draws);
        if (!target.IsEmpty) target.Integers[0] = isBalanced ? 1 : 0;
        if (input.IsEmpty) return;
        input.Integers.Fill(padding);
        brackets.CopyTo(input.Integers);
    }

    // Opens or closes at each place as chance has it, and as there is something to close or room left to.
    static void Balance(Span<int> brackets, ref Draws draws)
    {
        Span<int> open = stackalloc int[Longest];
        int depth = 0;
        for (int i = 0; i < brackets.Length; i++)
        {
            bool opens = depth == 0 || depth < brackets.Length - i && draws.Below(2) == 0;
            if (opens) open[depth++] = draws.Below(opening.Length);
            brackets[i] = opens ? opening[open[depth - 1]] : closing[open[--depth]];
        }
    }

    static void Break(Span<int> brackets, ref Draws draws)
    {
        for (int tries = draws.Below(2) * Tries; tries > 0; tries--)
        {
            int a = draws.Below(brackets.Length), b = draws.Below(brackets.Length);
            (brackets[a], brackets[b]) = (brackets[b], brackets[a]);
            if (!IsBalanced(brackets)) return;
        }
        int place = draws.Below(brackets.Length), bracket = draws.Below(tokenizer.Count - 2);
        int other = padding + 1 + bracket;
        brackets[place] = other < brackets[place] ? other : other + 1; // of one kind there is now one too many
    }

    /// <summary>Whether each bracket closes the last that is open.</summary>
    internal static bool IsBalanced(ReadOnlySpan<int> brackets)
    {
        Span<int> open = stackalloc int[brackets.Length];
        int depth = 0;
        foreach (int bracket in brackets)
        {
            if (Array.IndexOf(opening, bracket) is var kind and >= 0) open[depth++] = kind;
            else if (depth == 0 || closing[open[--depth]] != bracket) return false;
        }
        return depth == 0;
    }
}
