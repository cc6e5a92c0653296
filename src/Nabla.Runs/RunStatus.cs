namespace Nabla.Runs;

/// <summary>Values of the field <c>status</c> in <c>summary.json</c>.</summary>
public static class RunStatus
{
    /// <summary>Under way, or killed: no last word was written.</summary>
    public const string Running = "running";

    /// <summary>All steps done.</summary>
    public const string Done = "done";

    /// <summary>Ended early by the recipe's own rule: no more progress.</summary>
    public const string Early = "early";

    /// <summary>Stopped by the user; can be resumed.</summary>
    public const string Stopped = "stopped";

    /// <summary>Ended by an error, such as a loss that is not finite.</summary>
    public const string Failed = "failed";
}
