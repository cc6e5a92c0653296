namespace Nabla.Models;

/// <summary>What goes into a model and what comes out.</summary>
[Flags] public enum TaskKind
{
    /// <summary>Numbers, such as images and rows of tables → classes or numbers.</summary>
    Numbers = 1,

    /// <summary>Tokens → the next token at each place.</summary>
    Language = 2,

    /// <summary>Tokens → one class for the whole sequence.</summary>
    Sequence = 4,

    /// <summary>A sequence of tokens → another.</summary>
    Translation = 8,
}
