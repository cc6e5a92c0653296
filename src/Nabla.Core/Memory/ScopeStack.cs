namespace Nabla.Memory;

/// <summary>The storages made on this thread, in order, and how many scopes are open. A scope is a mark into the list: closing it lets go of
/// everything made since, but for what the scope returns, which the scope around it inherits.</summary>
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
        else storage.Keep();
    }

    /// <summary>The storage that was made last in an open scope passes to its maker, who lets go of it himself.</summary>
    public void HandOver(Storage storage)
    {
        if (made.Count == 0 || !ReferenceEquals(made[^1], storage)) throw new InvalidOperationException("ScopeStack: only the storage that was made last can be handed over.");
        made.RemoveAt(made.Count - 1);
    }

    /// <summary>Opens a scope and returns its mark.</summary>
    public ScopeMark Open() => new(made.Count, depth++);

    /// <summary>Closes the scope of a mark, and those in it that an exception left open; <paramref name="survivor"/> passes to the scope around it.</summary>
    public void Close(ScopeMark mark, Storage? survivor = null)
    {
        Clear(mark, survivor);
        Leave(mark);
    }

    /// <summary>Lets go of what was made since the mark, but for the survivor, and leaves the scope open.</summary>
    public void Clear(ScopeMark mark, Storage? survivor) => Clear(mark, new ReadOnlySpan<Storage>(in survivor!));

    /// <summary>Closes the scope of a mark; all survivors pass to the scope around it.</summary>
    public void Close(ScopeMark mark, ReadOnlySpan<Storage> survivors)
    {
        Clear(mark, survivors);
        Leave(mark);
    }

    void Clear(ScopeMark mark, ReadOnlySpan<Storage> survivors)
    {
        int kept = mark.Made;
        for (int i = kept; i < made.Count; i++)
        {
            Storage storage = made[i];
            if (Contains(survivors, storage)) made[kept++] = storage;
            else storage.Release();
        }
        made.RemoveRange(kept, made.Count - kept);
    }

    static bool Contains(ReadOnlySpan<Storage> survivors, Storage storage)
    {
        foreach (Storage survivor in survivors) if (ReferenceEquals(survivor, storage)) return true;
        return false;
    }

    // What leaves the outermost scope is ordinary garbage from here on.
    void Leave(ScopeMark mark)
    {
        depth = mark.Depth;
        if (depth > 0) return;
        foreach (Storage storage in made) storage.Keep();
        made.Clear();
    }
}
