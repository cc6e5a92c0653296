namespace Nabla.Generators;

/// <summary>What the generator and its analyzer refuse: all that would leave parts of a module unnamed, unsaved or untrained.</summary>
static class Rules
{
    public static readonly DiagnosticDescriptor NotPartial = Rule("NABLA001", "A module must be partial",
        "The Visit method of module '{0}' is to be generated, but {1}");

    public static readonly DiagnosticDescriptor NotReadonly = Rule("NABLA002", "The parts of a module must be readonly",
        "'{0}.{1}' holds a {2} and can be reassigned, but the structure of a module is immutable: {3}");

    public static readonly DiagnosticDescriptor Unwalkable = Rule("NABLA003", "The parts of a module must have names and an order",
        "'{0}.{1}' is a {2}, in which a {3} gets no name and no order: use a field for each, or an array, ImmutableArray<T>, List<T> or IReadOnlyList<T>, named '{4}.0', '{4}.1' and so on");

    public static readonly DiagnosticDescriptor DuplicateName = Rule("NABLA004", "The parts of a module must have different names",
        "'{0}.{1}' and '{2}.{3}' would both be saved as '{4}': rename one");

    public static readonly DiagnosticDescriptor Captured = Rule("NABLA005", "A module must keep its parts in fields",
        "'{0}' uses the constructor parameter '{1}' after construction, but a captured parameter is not visited, hence neither trained nor saved: add 'readonly {2} {1} = {1};'");

    static DiagnosticDescriptor Rule(string id, string title, string message) => new(id, title, message, "Nabla", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
