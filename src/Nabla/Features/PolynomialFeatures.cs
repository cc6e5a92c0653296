namespace Nabla.Features;

/// <summary>All monomials x₁^p · x₂^q · … of degree 1 to d, in graded order: x₁, x₂, x₁², x₁x₂, x₂², … There is no constant: a linear model's bias is
/// that.</summary>
public sealed class PolynomialFeatures : Stage
{
    internal const string Name = "poly";

    /// <summary>The most monomials that are made.</summary>
    public const int MostFeatures = 1 << 22;

    /// <summary>The highest degree that is taken.</summary>
    public const int MostDegree = 64;

    static readonly Setting<int> degree = new("degree", "the highest power", Notations.Whole(1, MostDegree));
    internal static readonly Choice<Func<Dataset, long, Stage>?> ByDegree =
        new(Name, "all products of inputs", at => (data, _) => new PolynomialFeatures(data.Input.Size, at.Get(degree)), degree) { Example = "3" };

    readonly int[][] starts;

    /// <summary>The stage for rows of <paramref name="inputSize"/> numbers.</summary>
    /// <exception cref="DataException">There would be more than four million monomials.</exception>
    public PolynomialFeatures(int inputSize, int degree) : base(inputSize, CountOf(inputSize, degree))
    {
        Degree = degree;
        starts = Starts(inputSize, degree);
    }

    /// <summary>The highest degree.</summary>
    public int Degree { get; }

    internal override string Kind => Name;

    internal override IEnumerable<StageArray> Arrays => [new("sizes", [2], [InputSize, Degree])];

    /// <summary>How many monomials there are: (n + d choose d) − 1.</summary>
    /// <exception cref="DataException">There are more than four million.</exception>
    public static int CountOf(int inputSize, int degree)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degree);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(degree, MostDegree);
        long count = 1;
        for (long i = 1; i <= Math.Min(inputSize, degree); i++)
        {
            count = count * (Math.Max(inputSize, degree) + i) / i; // exact: a binomial coefficient at every step
            if (count > MostFeatures) throw new DataException($"Polynomial features: {inputSize} inputs to degree {degree} are more than {MostFeatures} monomials: lower the degree, or take rbf features.");
        }
        return (int)count - 1;
    }

    /// <summary>The power of each input in a monomial.</summary>
    public int[] PowersOf(int monomial)
    {
        if ((uint)monomial >= (uint)OutputSize) throw new ArgumentOutOfRangeException(nameof(monomial), $"There are {OutputSize} monomials, number {monomial} is none.");
        var powers = new int[InputSize];
        int level = 0;
        while (level + 1 < Degree && monomial >= starts[level + 1][0]) level++;
        for (; level > 0; level--)
        {
            int input = Array.FindLastIndex(starts[level], start => start <= monomial);
            powers[input]++;
            monomial = starts[level - 1][input] + monomial - starts[level][input];
        }
        powers[monomial]++;
        return powers;
    }

    /// <summary>starts[k][i] is where the monomials of degree k + 1 begin whose first input is i. Those that follow, to the end of the degree, have
    /// only inputs from i on; times xᵢ they are the monomials of the next degree that begin with i.</summary>
    static int[][] Starts(int inputs, int degree)
    {
        var all = new int[degree][];
        all[0] = [.. Enumerable.Range(0, inputs)];
        int end = inputs;
        for (int level = 1; level < degree; level++)
        {
            int levelEnd = end;
            all[level] = new int[inputs];
            for (int i = 0; i < inputs; i++)
            {
                all[level][i] = end;
                end += levelEnd - all[level - 1][i];
            }
        }
        return all;
    }

    private protected override void Run(ReadOnlySpan<float> inputs, int count, Span<float> outputs)
    {
        for (int row = 0; row < count; row++)
        {
            var from = inputs.Slice(row * InputSize, InputSize);
            var to = outputs.Slice(row * OutputSize, OutputSize);
            from.CopyTo(to);
            for (int level = 1; level < Degree; level++)
            {
                int levelEnd = starts[level][0];
                for (int i = 0; i < InputSize; i++) Multiply(to[starts[level - 1][i]..levelEnd], from[i], to[starts[level][i]..]);
            }
        }
    }

    static void Multiply(ReadOnlySpan<float> a, float scale, Span<float> y)
    {
        int lanes = Vector<float>.Count, i = 0;
        for (; i <= a.Length - lanes; i += lanes) (new Vector<float>(a[i..]) * scale).CopyTo(y[i..]);
        for (; i < a.Length; i++) y[i] = a[i] * scale;
    }
}
