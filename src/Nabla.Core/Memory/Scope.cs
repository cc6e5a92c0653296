namespace Nabla.Memory;

/// <summary>Ownership of memory as a function: what the body makes is released when it returns, but for its result and what a tape saved. Modules and
/// training steps are scopes already; use this one around loops of your own.</summary>
public static class Scope
{
    /// <summary>Runs the body in a scope of its own. A tensor, or a tuple or array of tensors, may leave as the result.</summary>
    public static T Run<T>(Func<T> body)
    {
        ScopeStack stack = ScopeStack.Current;
        ScopeMark mark = stack.Open();
        T? result = default;
        try
        {
            return result = body();
        }
        finally
        {
            stack.Close(mark, Survivors(result));
        }
    }

    /// <summary>Runs the body in a scope of its own, from which nothing leaves.</summary>
    public static void Run(Action body)
    {
        ScopeStack stack = ScopeStack.Current;
        ScopeMark mark = stack.Open();
        try
        {
            body();
        }
        finally
        {
            stack.Close(mark);
        }
    }

    internal static Storage[] Survivors(object? result) => result switch
    {
        IStored one => [one.Storage],
        IEnumerable<IStored> many => [.. many.Select(each => each.Storage)],
        IStoredGroup group => [.. group.Storages],
        IEnumerable<IStoredGroup> groups => [.. groups.SelectMany(group => group.Storages)],
        ITuple tuple => [.. Enumerable.Range(0, tuple.Length).SelectMany(i => Survivors(tuple[i]))],
        _ => [],
    };
}
