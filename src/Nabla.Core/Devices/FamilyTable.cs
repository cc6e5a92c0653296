namespace Nabla.Devices;

/// <summary>The kernels of a device beyond <see cref="IKernels"/>, by the interface they implement. Every interface has places of its own in a flat
/// array, so that to find one costs two reads; it is made when it is first asked for.</summary>
internal sealed class FamilyTable(Func<Type, DataType, object?> make)
{
    const int Types = 4;
    static readonly object none = new();
    static int count;

    readonly Lock gate = new();
    readonly Dictionary<Type, Func<DataType, object?>> added = [];
    object?[] found = [];

    /// <summary>The kernels of a family for a number type, or null.</summary>
    [MethodImpl(AggressiveInlining)] public TFamily? Find<TFamily>(DataType type) where TFamily : class
    {
        object?[] known = found;
        int at = Place<TFamily>.First + (int)type;
        object family = (uint)type < Types && (uint)at < (uint)known.Length && known[at] is { } present ? present : Make(typeof(TFamily), type, at);
        return ReferenceEquals(family, none) ? null : Unsafe.As<TFamily>(family);
    }

    /// <summary>Has a family made by a function from here on.</summary>
    public void Add<TFamily>(Func<DataType, TFamily?> maker) where TFamily : class
    {
        lock (gate)
        {
            added[typeof(TFamily)] = maker;
            found = [];
        }
    }

    // What is in the table is believed: what comes from outside is checked here. Threads read without the lock: a table is filled before it is shown.
    object Make(Type family, DataType type, int at)
    {
        if ((uint)type >= Types) throw new ArgumentOutOfRangeException(nameof(type), $"Device.Family<{family.Name}>: {type} is no DataType.");
        lock (gate)
        {
            if ((uint)at < (uint)found.Length && found[at] is { } there) return there; // another thread was first
            object made = (added.TryGetValue(family, out Func<DataType, object?>? maker) ? maker(type) : make(family, type)) ?? none;
            if (made != none && !family.IsInstanceOfType(made))
                throw new InvalidOperationException(
                    $"Device.MakeFamily: expected an {family.Name} for {type}, got a {made.GetType().Name}: return null where there are no such kernels.");
            object?[] larger = new object?[Math.Max(found.Length, count)];
            found.CopyTo(larger, 0);
            larger[at] = made;
            found = larger;
            return made;
        }
    }

    static class Place<TFamily>
    {
        public static readonly int First = Interlocked.Add(ref count, Types) - Types;
    }
}
