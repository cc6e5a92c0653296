namespace Nabla.Cli.Grammar;

/// <summary>What every verb is given.</summary>
/// <param name="Shared">The options that verbs share.</param>
/// <param name="Output">Where results go.</param>
/// <param name="Error">Where progress goes.</param>
sealed record VerbContext(SharedOptions Shared, TextWriter Output, TextWriter Error);
