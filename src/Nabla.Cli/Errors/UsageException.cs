namespace Nabla.Cli.Errors;

/// <summary>Words of the command that cannot be followed: exit code 2.</summary>
sealed class UsageException(string message) : Exception(message);
