namespace Nabla.Memory;

/// <summary>
/// The storages made on this thread, in order, and how many scopes are open. A scope is a mark into the list:
/// closing it lets go of everything made since, but for what the scope returns, which the scope around it inherits.
/// </summary>
internal sealed class ScopeStack
{
    [ThreadStatic] static ScopeStack? current;

    readonly List<Storage> made = [];
    int depth;

    public static ScopeStack Current => current ??= new ScopeStack();

    /// <summary>How many scopes are open on this thread.</summary>
    public int Depth => depth;

    /// <summary>Notes a new storage. Outside any scope nobody would let go of it, so it is left to the garbage collector.</summary>
    public void Register(Storage storage)
    {
        if (depth > 0) made.Add(storage);
    }

    /// <summary>Opens a scope and returns its mark.</summary>
    public int Open()
    {
        depth++;
        return made.Count;
    }

    /// <summary>Closes the scope of a mark; <paramref name="survivor"/> passes to the scope around it.</summary>
    public void Close(int mark, Storage? survivor = null)
    {
        Clear(mark, survivor);
        Leave();
    }

    /// <summary>Lets go of what was made since the mark, but for the survivor, and leaves the scope open.</summary>
    public void Clear(int mark, Storage? survivor)
    {
        int kept = mark;
        for (int i = mark; i < made.Count; i++)
        {
            Storage storage = made[i];
            if (ReferenceEquals(storage, survivor)) made[kept++] = storage;
            else storage.Release();
        }
        made.RemoveRange(kept, made.Count - kept);
    }

    /// <summary>Closes the scope of a mark; all survivors pass to the scope around it.</summary>
    public void Close(int mark, ReadOnlySpan<Storage> survivors)
    {
        int kept = mark;
        for (int i = mark; i < made.Count; i++)
        {
            Storage storage = made[i];
            if (survivors.Contains(storage)) made[kept++] = storage;
            else storage.Release();
        }
        made.RemoveRange(kept, made.Count - kept);
        Leave();
    }

    // What leaves the outermost scope is ordinary garbage from here on.
    void Leave()
    {
        if (--depth == 0) made.Clear();
    }
}
