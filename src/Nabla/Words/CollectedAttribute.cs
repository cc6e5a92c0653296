namespace Nabla.Words;

/// <summary>The property is a list of every static field and property of its items' type that the assembly declares; a generator writes it.</summary>
/// <param name="what">What the items are, for messages: the first argument of the property's type; nothing where it is a bare list.</param>
[AttributeUsage(AttributeTargets.Property)]
sealed class CollectedAttribute(string what = "") : Attribute
{
    /// <summary>What the items are.</summary>
    public string What => what;
}
