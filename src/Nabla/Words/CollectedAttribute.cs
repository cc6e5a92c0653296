namespace Nabla.Words;

/// <summary>The property lists every static field and property of its items' type that the assembly declares; a generator writes the list.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class CollectedAttribute : Attribute;
