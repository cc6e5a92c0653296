namespace Nabla.Experiments;

/// <summary>A recipe that cannot be read: the message is one line that names the field or place, what was expected, and what came.</summary>
public sealed class RecipeException : Exception
{
    /// <summary>An error with its whole message.</summary>
    public RecipeException(string message) : base(message) { }

    /// <summary>An error with its whole message and the failure behind it.</summary>
    public RecipeException(string message, Exception cause) : base(message, cause) { }
}
