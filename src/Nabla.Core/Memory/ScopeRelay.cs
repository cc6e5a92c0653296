namespace Nabla.Memory;

/// <summary>A scope without a body of its own: <c>using var scope = new ScopeRelay();</c>. What is made until the end of the block is released there,
/// but for its result and what a tape saved. A chain of results passes them on one by one, so that a chain of any length keeps two alive at a
/// time. It lives on the stack of the thread whose scope it is.</summary>
public ref struct ScopeRelay : IDisposable
{
    readonly ScopeStack stack;
    readonly ScopeMark mark;
    Storage? last;

    /// <summary>Opens the scope.</summary>
    public ScopeRelay()
    {
        stack = ScopeStack.Current;
        mark = stack.Open();
    }

    /// <summary>Passes a result on: everything made before it is released.</summary>
    public void Pass(IStored result)
    {
        last = result.Storage;
        stack.Clear(mark, last);
    }

    /// <summary>Names the result that leaves the scope.</summary>
    /// <returns>The result.</returns>
    public T Return<T>(T result) where T : class, IStored
    {
        last = result.Storage;
        return result;
    }

    /// <summary>Closes the scope; its last result goes to the scope around it.</summary>
    public readonly void Dispose() => stack.Close(mark, last);
}
