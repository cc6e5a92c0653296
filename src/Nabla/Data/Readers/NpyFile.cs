using System.Text.RegularExpressions;

namespace Nabla.Data.Readers;

/// <summary>An array file of NumPy, versions 1 to 3, in C order, little-endian, of booleans, integers or floats (NumPy enhancement proposal 1, "A
/// simple file format for NumPy arrays").</summary>
/// <param name="Path">Where it was read.</param>
/// <param name="Shape">The extents, outermost first.</param>
/// <param name="Type">What an element is.</param>
/// <param name="Values">The elements as bytes.</param>
public sealed partial record NpyFile(string Path, Shape Shape, NpyType Type, byte[] Values)
{
    const int MaxHeader = 1 << 16;

    /// <summary>Reads a file, plain or gzip.</summary>
    /// <exception cref="DataException">The file is missing, is no such array, or does not have as many bytes as its header says.</exception>
    public static NpyFile Read(string path) => DataFile.Read(path, Read);

    static NpyFile Read(DataFile file)
    {
        var start = file.Take(8, "the first bytes of an .npy file");
        if (start[0] != 0x93 || !start.AsSpan(1, 5).SequenceEqual("NUMPY"u8))
            throw new DataException($"{file.Path}: does not start as an .npy file does: this is another format.");
        if (start[6] is < 1 or > 3) throw new DataException($"{file.Path}: is of .npy version {start[6]}, 1 to 3 are read: save it again with a usual version.");
        uint length = start[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(file.Take(2, "the header's length")) : BinaryPrimitives.ReadUInt32LittleEndian(file.Take(4, "the header's length"));
        if (length > MaxHeader) throw new DataException($"{file.Path}: its header claims {length} bytes, more than {MaxHeader}: the file is damaged.");
        string header = Encoding.UTF8.GetString(file.Take(length, "the header"));
        var type = ParseType(file.Path, header);
        var shape = ParseShape(file.Path, header, type.Size);
        var values = file.Take(shape.Count * type.Size, $"the elements {shape}");
        file.ExpectEnd($"header and elements {shape}");
        return new(file.Path, shape, type, values);
    }

    static NpyType ParseType(string path, string header)
    {
        var order = FortranOrder().Match(header);
        if (!order.Success) throw new DataException($"{path}: its header does not say 'fortran_order': the file is damaged.");
        if (order.Groups[1].Value == "True") throw new DataException($"{path}: is in Fortran order: save numpy.ascontiguousarray(a) instead.");
        var found = Descriptor().Match(header);
        if (!found.Success) throw new DataException($"{path}: its header names no plain element type ('descr'): arrays of records and objects are not read.");
        return NpyType.Find(found.Groups[1].Value)
            ?? throw new DataException($"{path}: has elements of type '{found.Groups[1].Value}', read are {NpyType.Names}: convert it with a.astype('<f4').");
    }

    static Shape ParseShape(string path, string header, int size)
    {
        var found = Extents().Match(header);
        if (!found.Success) throw new DataException($"{path}: its header names no shape: the file is damaged.");
        var words = found.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var extents = new int[words.Length];
        long bytes = size;
        for (int i = 0; i < words.Length; i++)
            if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out extents[i]) || (bytes *= Math.Max(1, extents[i])) > Array.MaxLength)
                throw new DataException($"{path}: the shape ({found.Groups[1].Value}) is more than one array holds ({Array.MaxLength} bytes): the header is damaged, or the file must be split.");
        if (words.Length > Shape.MaxRank) throw new DataException($"{path}: has {words.Length} axes, at most {Shape.MaxRank} are read.");
        return new(extents);
    }

    [GeneratedRegex("""'fortran_order'\s*:\s*(True|False)\b""")] private static partial Regex FortranOrder();

    [GeneratedRegex("""'descr'\s*:\s*'([^']{1,16})'""")] private static partial Regex Descriptor();

    [GeneratedRegex("""'shape'\s*:\s*\(([0-9, ]*)\)""")] private static partial Regex Extents();
}
