namespace Nabla.Training;

/// <summary>A training run that cannot go on; the message says why, what was saved, and what to try.</summary>
public sealed class TrainingException(string message, Exception? inner = null) : Exception(message, inner);
