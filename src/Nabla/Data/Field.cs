using Nabla.Tensors;
using Nabla.Words;

namespace Nabla.Data;

/// <summary>
/// What one side of an example is, its input or its target: real numbers of a shape (an image [channels, height, width],
/// a table row [features], values to predict), or whole numbers that choose among named classes (one label, or a sequence of tokens).
/// </summary>
public sealed class Field
{
    Field(Shape shape, IReadOnlyList<string> classNames, int? padding = null)
    {
        if (shape.Count is < 1 or > int.MaxValue) throw new ArgumentException($"A field has between 1 and {int.MaxValue} numbers, got shape {shape}.");
        Shape = shape;
        ClassNames = classNames;
        Padding = padding;
    }

    /// <summary>The shape of one example's field; [] is a single number.</summary>
    public Shape Shape { get; }

    /// <summary>The names of the classes, by label; empty for real numbers.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The token that stands before the beginning of a sequence and fills up after its end; null where there is none.</summary>
    public int? Padding { get; }

    /// <summary>How many numbers one example has here.</summary>
    public int Size => (int)Shape.Count;

    /// <summary>Whether the numbers are class labels (integers) rather than reals (floats).</summary>
    public bool IsClass => ClassNames.Count > 0;

    /// <summary>Real numbers of a shape.</summary>
    /// <exception cref="ArgumentException">The shape is empty or too large.</exception>
    public static Field Reals(Shape shape) => new(shape, []);

    /// <summary>One label among named classes.</summary>
    /// <exception cref="ArgumentException">There is no name, or two are the same.</exception>
    public static Field Classes(IReadOnlyList<string> names) => Classes(names, []);

    /// <summary>Several labels among named classes, for example a sequence of tokens.</summary>
    /// <param name="names">The names, by label.</param>
    /// <param name="shape">The shape of one example's labels.</param>
    /// <param name="padding">The token that stands before the beginning and fills up after the end, if there is one.</param>
    /// <exception cref="ArgumentException">There is no name, or two are the same, or the shape is empty, or the padding is no class.</exception>
    public static Field Classes(IReadOnlyList<string> names, Shape shape, int? padding = null)
    {
        if (padding is { } token && (uint)token >= (uint)names.Count) throw new ArgumentException($"A field of {names.Count} classes cannot be padded with class {token}.");
        if (names.Count == 0) throw new ArgumentException("A field of classes needs at least one class name.");
        var seen = new HashSet<string>();
        foreach (string name in names)
            if (!seen.Add(name)) throw new ArgumentException($"Class name '{name}' appears twice: names must differ.");
        return new(shape, [.. names], padding);
    }

    /// <summary>One label among <paramref name="count"/> classes that are called 0, 1, 2, …</summary>
    public static Field Numbered(int count) => Classes([.. Enumerable.Range(0, count).Select(i => i.ToString())]);

    /// <summary>Whether values of one field may stand where the other is expected.</summary>
    public bool Matches(Field other) => Shape == other.Shape && Padding == other.Padding && ClassNames.SequenceEqual(other.ClassNames);

    /// <summary>Names the first class in which two fields of classes differ, for a message; empty where none does.</summary>
    public string UnlikeClasses(Field other)
    {
        if (!IsClass || !other.IsClass) return "";
        int first = Enumerable.Range(0, Math.Min(ClassNames.Count, other.ClassNames.Count)).FirstOrDefault(i => ClassNames[i] != other.ClassNames[i], -1);
        return first < 0 ? "" : $" (class {first} is '{Excerpt.Of(ClassNames[first])}' here, '{Excerpt.Of(other.ClassNames[first])}' there)";
    }

    /// <summary>For example "10 classes" or "reals [1, 28, 28]".</summary>
    public override string ToString() => IsClass ? $"{ClassNames.Count} classes{(Shape.Rank == 0 ? "" : $" {Shape}")}" : $"reals {Shape}";
}
