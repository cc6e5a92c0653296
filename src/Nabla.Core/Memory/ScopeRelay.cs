namespace Nabla.Memory;

/// <summary>
/// A scope for a chain of results: whenever one is passed on, everything made before it is released (unless a tape saved it).
/// So a chain of any length keeps two results alive at a time.
/// </summary>
internal struct ScopeRelay() : IDisposable
{
    readonly ScopeStack stack = ScopeStack.Current;
    readonly ScopeMark mark = ScopeStack.Current.Open();
    Storage? last;

    public void Pass(Storage result)
    {
        last = result;
        stack.Clear(mark, result);
    }

    public readonly void Dispose() => stack.Close(mark, last);
}
