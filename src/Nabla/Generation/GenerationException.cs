namespace Nabla.Generation;

/// <summary>A model that cannot write; the message says why, and what to try.</summary>
public sealed class GenerationException(string message, Exception? inner = null) : Exception(message, inner);
