namespace Nabla.Runs;

/// <summary>The value of a field of an event: a number, a text, a list of either, or a table of numbers.</summary>
public readonly struct RunValue
{
    readonly double number;
    readonly object? other;

    RunValue(double number, object? other) => (this.number, this.other) = (number, other);

    /// <summary>The number, or null when it is something else. NaN stands for a number that could not be written: JSON has
    /// neither NaN nor infinities.</summary>
    public double? Number => other is null ? number : null;

    /// <summary>The text, or null.</summary>
    public string? Text => other as string;

    /// <summary>The list of numbers, or null.</summary>
    public double[]? Numbers => other as double[];

    /// <summary>The list of texts, or null.</summary>
    public string[]? Texts => other as string[];

    /// <summary>The table [row, column], or null.</summary>
    public double[,]? Table => other as double[,];

    /// <summary>A number; integers and float32 convert too.</summary>
    public static implicit operator RunValue(double number) => new(number, null);

    /// <summary>A text.</summary>
    public static implicit operator RunValue(string text) => new(0, text ?? "");

    /// <summary>A list of numbers.</summary>
    public static implicit operator RunValue(double[] numbers) => new(0, numbers);

    /// <summary>A list of texts.</summary>
    public static implicit operator RunValue(string[] texts) => new(0, texts);

    /// <summary>A table of numbers.</summary>
    public static implicit operator RunValue(double[,] table) => new(0, table);
}
