namespace Nabla.Words;

/// <summary>Text from outside, cut to what a message of one line bears.</summary>
public static class Excerpt
{
    /// <summary>The text itself if it is short enough, else its beginning.</summary>
    public static string Of(string text, int most = 40) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…";
}
