namespace Nabla.Tasks;

/// <summary>What a model says of one input: as cells of a table, and as members of a JSON object.</summary>
public abstract class Prediction
{
    /// <summary>The headings of the table's cells; <c>&gt;</c> before one sets its column to the right.</summary>
    public abstract IReadOnlyList<string> Headings { get; }

    /// <summary>The cells, one for each heading.</summary>
    public abstract IReadOnlyList<string> Cells { get; }

    /// <summary>Writes its members into an object.</summary>
    public abstract void Write(Utf8JsonWriter json);

    /// <summary>Its numbers: the probability of each class, or the values.</summary>
    /// <exception cref="NotSupportedException">It has none.</exception>
    public virtual float[] ToArray() => throw new NotSupportedException($"A {GetType().Name} is no row of numbers: ask Predict with a dataset.");
}

/// <summary>One of several classes, with the probability of each.</summary>
/// <param name="classes">The names of the classes.</param>
/// <param name="probabilities">The probability of each.</param>
public sealed class ClassPrediction(IReadOnlyList<string> classes, float[] probabilities) : Prediction
{
    /// <summary>The likeliest class.</summary>
    public string Class => classes[Likeliest.First];

    /// <summary>The probability of each class, in their order.</summary>
    public IReadOnlyList<float> Probabilities => probabilities;

    /// <inheritdoc/>
    public override float[] ToArray() => [.. probabilities];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headings => ["class", ">probability", "next"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Cells => Likeliest is var (first, second)
        ? [classes[first], Percent(first), second < 0 ? "" : $"{classes[second]} {Percent(second)}"] : [];

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("class", Class);
        json.WritePropertyName("probability");
        WriteProbability(json, probabilities[Likeliest.First]);
        json.WriteStartObject("probabilities");
        for (int i = 0; i < probabilities.Length; i++)
        {
            json.WritePropertyName(classes[i]);
            WriteProbability(json, probabilities[i]);
        }
        json.WriteEndObject();
    }

    // With the digits of a double, as they have always been written.
    static void WriteProbability(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number)) json.WriteNumberValue(number);
        else json.WriteNullValue();
    }

    (int First, int Second) Likeliest
    {
        get
        {
            int first = Array.IndexOf(probabilities, probabilities.Max()), second = -1;
            for (int i = 0; i < probabilities.Length; i++) if (i != first && (second < 0 || probabilities[i] > probabilities[second])) second = i;
            return (first, second);
        }
    }

    string Percent(int label) => string.Create(CultureInfo.InvariantCulture, $"{probabilities[label] * 100:0.00} %");
}

/// <summary>Numbers, in the units of the data.</summary>
/// <param name="values">The numbers.</param>
public sealed class NumberPrediction(float[] values) : Prediction
{
    /// <summary>The numbers.</summary>
    public IReadOnlyList<float> Values => values;

    /// <inheritdoc/>
    public override float[] ToArray() => [.. values];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headings => ["value"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Cells => [Said(values)];

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("values");
        foreach (float value in values) if (float.IsFinite(value)) json.WriteNumberValue(value); else json.WriteNullValue();
        json.WriteEndArray();
    }

    internal static string Said(IEnumerable<float> values) => string.Join(' ', values.Select(value => value.ToString("G6", CultureInfo.InvariantCulture)));
}

/// <summary>A text.</summary>
/// <param name="text">The text.</param>
public sealed class SaidPrediction(string text) : Prediction
{
    /// <summary>The text.</summary>
    public string Text => text;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headings => ["output"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Cells => [text];

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json) => json.WriteString("output", text);
}
