using System.Text.Json;
using Nabla.Data;

namespace Nabla.Cli.Output;

/// <summary>What a model said of one input.</summary>
/// <param name="Input">The file or set, and the row.</param>
/// <param name="Outputs">Probabilities of the classes, or values.</param>
/// <param name="Truth">What is right, where that is known.</param>
sealed record Prediction(string Input, float[] Outputs, string? Truth)
{
    /// <summary>The likeliest class and the next; −1 where there is no other.</summary>
    public (int First, int Second) Likeliest()
    {
        int first = Array.IndexOf(Outputs, Outputs.Max()), second = -1;
        for (int i = 0; i < Outputs.Length; i++) if (i != first && (second < 0 || Outputs[i] > Outputs[second])) second = i;
        return (first, second);
    }

    /// <summary>Writes itself as an element of an array.</summary>
    public void Write(Utf8JsonWriter json, Field target)
    {
        json.WriteStartObject();
        json.WriteString("input", Input);
        if (target.IsClass)
        {
            int likeliest = Likeliest().First;
            json.WriteString("class", target.ClassNames[likeliest]);
            json.WriteFinite("probability", Outputs[likeliest]);
            json.WriteStartObject("probabilities");
            for (int i = 0; i < Outputs.Length; i++) json.WriteFinite(target.ClassNames[i], Outputs[i]);
            json.WriteEndObject();
        }
        else
        {
            json.WriteStartArray("values");
            foreach (float value in Outputs) if (float.IsFinite(value)) json.WriteNumberValue(value); else json.WriteNullValue();
            json.WriteEndArray();
        }
        if (Truth is not null) json.WriteString("truth", Truth);
        json.WriteEndObject();
    }
}
