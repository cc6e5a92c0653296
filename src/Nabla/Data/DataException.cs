namespace Nabla.Data;

/// <summary>Data that cannot be used: the message names the file or set, the place, what was expected, what came, and the remedy.</summary>
public sealed class DataException : Exception
{
    /// <summary>An error with its whole message.</summary>
    public DataException(string message) : base(message) { }

    /// <summary>An error with its whole message and the failure behind it.</summary>
    public DataException(string message, Exception cause) : base(message, cause) { }

    /// <summary>Whether no data was looked at, because the name of the set is unknown.</summary>
    public bool IsUnknownName { get; init; }
}
