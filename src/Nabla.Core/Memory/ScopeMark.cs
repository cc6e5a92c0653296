namespace Nabla.Memory;

/// <summary>Where a scope begins: how many storages there were, and how many scopes around it.</summary>
internal readonly record struct ScopeMark(int Made, int Depth);
