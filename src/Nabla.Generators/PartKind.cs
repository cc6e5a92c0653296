namespace Nabla.Generators;

/// <summary>What a field of a module holds.</summary>
enum PartKind
{
    /// <summary>Nothing that is visited.</summary>
    None,
    /// <summary>A module.</summary>
    Child,
    /// <summary>Trained numbers.</summary>
    Parameter,
    /// <summary>State that is not trained.</summary>
    Buffer,
}
