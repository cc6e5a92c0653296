namespace Nabla.Checkpoints;

/// <summary>A file of weights or of a checkpoint cannot be used. The message is one line: the file, what is wrong, and the remedy.</summary>
public sealed class CheckpointException : Exception
{
    /// <summary>Says which file is wrong, and what to do.</summary>
    public CheckpointException(string file, string what, string remedy, Exception? inner = null) : base($"{file}: {what}: {remedy}", inner)
    {
        File = file;
        What = what;
        Remedy = remedy;
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>What is wrong with it.</summary>
    public string What { get; }

    /// <summary>What to do.</summary>
    public string Remedy { get; }
}
