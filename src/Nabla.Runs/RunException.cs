namespace Nabla.Runs;

/// <summary>A run folder is not what is asked for. The message names the place, what is wrong, and the remedy.</summary>
public sealed class RunException(string message, Exception? cause = null) : FileException(message, cause)
{
    /// <summary>Whether the name itself is off, rather than what lies there.</summary>
    public bool IsBadName { get; init; }
}
