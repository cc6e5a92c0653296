namespace Nabla.Data.Readers;

/// <summary>An element type of .npy files, by NumPy's name for it ("&lt;f4").</summary>
/// <param name="Name">NumPy's name.</param>
/// <param name="Size">Bytes of one element.</param>
/// <param name="IsFloat">Whether it holds real numbers.</param>
public sealed record NpyType(string Name, int Size, bool IsFloat)
{
    delegate double Element(ReadOnlySpan<byte> bytes, int index);

    Element At { get; init; } = (_, _) => 0;

    static readonly NpyType[] All =
    [
        new("|b1", 1, false) { At = (bytes, i) => bytes[i] != 0 ? 1 : 0 },
        new("|u1", 1, false) { At = (bytes, i) => bytes[i] },
        new("|i1", 1, false) { At = (bytes, i) => (sbyte)bytes[i] },
        new("<u2", 2, false) { At = (bytes, i) => MemoryMarshal.Cast<byte, ushort>(bytes)[i] },
        new("<i2", 2, false) { At = (bytes, i) => MemoryMarshal.Cast<byte, short>(bytes)[i] },
        new("<u4", 4, false) { At = (bytes, i) => MemoryMarshal.Cast<byte, uint>(bytes)[i] },
        new("<i4", 4, false) { At = (bytes, i) => MemoryMarshal.Cast<byte, int>(bytes)[i] },
        new("<u8", 8, false) { At = (bytes, i) => MemoryMarshal.Cast<byte, ulong>(bytes)[i] },
        new("<i8", 8, false) { At = (bytes, i) => MemoryMarshal.Cast<byte, long>(bytes)[i] },
        new("<f2", 2, true) { At = (bytes, i) => (double)MemoryMarshal.Cast<byte, Half>(bytes)[i] },
        new("<f4", 4, true) { At = (bytes, i) => MemoryMarshal.Cast<byte, float>(bytes)[i] },
        new("<f8", 8, true) { At = (bytes, i) => MemoryMarshal.Cast<byte, double>(bytes)[i] },
    ];

    /// <summary>All names that are read.</summary>
    public static string Names => string.Join(", ", All.Select(type => type.Name));

    /// <summary>The type of a name, or null.</summary>
    public static NpyType? Find(string name) => All.FirstOrDefault(type => type.Name == name || type.Size == 1 && type.Name[1..] == name.TrimStart('<', '>', '='));

    /// <summary>One element.</summary>
    public double Read(ReadOnlySpan<byte> bytes, int index) => At(bytes, index);
}
