namespace Nabla.Experiments;

/// <summary>A count, such as 1000, or a share of a whole that is not known yet, such as 10%.</summary>
public readonly record struct Amount
{
    /// <summary>What <see cref="Parse"/> reads.</summary>
    public const string Expected = "a whole number from 0 or a percentage such as 10%";

    Amount(double value, bool isShare) => (Value, IsShare) = (value, isShare);

    /// <summary>The count; or the share, from 0 to 1.</summary>
    public double Value { get; }

    /// <summary>Whether <see cref="Value"/> is a share of a whole.</summary>
    public bool IsShare { get; }

    /// <summary>Whether it is nothing of any whole.</summary>
    public bool IsZero => Value == 0;

    /// <summary>A count.</summary>
    public static Amount Count(long count) => new(count, false);

    /// <summary>A share of a whole, from 0 to 1.</summary>
    public static Amount Share(double share) => new(share, true);

    /// <summary>Reads a whole number from 0, or a percentage from 0% to 100%.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static Amount Parse(string text)
    {
        text = text.Trim();
        if (text.EndsWith('%') && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double percent) && percent is >= 0 and <= 100)
            return Share(percent / 100);
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count)) return Count(count);
        throw new FormatException($"expected {Expected}; got '{text}'.");
    }

    /// <summary>The count out of a whole; a share is rounded to the nearest count.</summary>
    public long Of(long whole) => (long)Math.Round(IsShare ? Value * whole : Value);

    /// <summary>As it is read: 1000, 10%.</summary>
    public override string ToString() => IsShare
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round(Value * 100, 10)}%")
        : Value.ToString(CultureInfo.InvariantCulture);
}
