using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Nabla.Data;

/// <summary>
/// Sixteen digits that differ where data differs, so that a run does not go on with other data than it began with. Of a finite set: fields,
/// count, and rows at even distances, all of them up to 2²⁴ numbers. Of an endless one: its name, its revision, and its first labels.
/// The mixing is that of MurmurHash3 (Appleby 2011, x64): against accidents, not against forgers.
/// </summary>
struct Fingerprint
{
    const long MostNumbers = 1 << 24;
    const int RowsAtOnce = 256, FirstLabels = 1024;

    ulong hash;

    /// <summary>Of all parts; where the training part is an endless stream, the others follow from the same generator.</summary>
    public static string Of(DataSplit data)
    {
        var print = new Fingerprint();
        Dataset?[] parts = data.Train.Count is null ? [data.Train] : [data.Train, data.Validation, data.Test];
        foreach (var part in parts)
            if (part is not null) print.Add(part);
        return print.hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    void Add(Dataset part)
    {
        foreach (var field in new[] { part.Input, part.Target })
            foreach (string word in (string[])[field.Shape.ToString(), .. field.ClassNames]) Add(MemoryMarshal.AsBytes(word.AsSpan()));
        if (part.Count is { } count) AddRows(part, count);
        else AddStream(part);
    }

    void AddRows(Dataset part, long count)
    {
        Add((ulong)count);
        long numbers = part.Input.Size + (long)part.Target.Size, stride = Math.Max(1, (count - 1) / Math.Max(1, MostNumbers / numbers) + 1);
        int room = (int)Math.Clamp(MostNumbers / numbers, 1, RowsAtOnce);
        var (inputs, tokens) = Room(part.Input, room);
        var (values, labels) = Room(part.Target, room);
        var rows = new long[room];
        for (long next = 0; next < count;)
        {
            int filled = 0;
            for (; filled < room && next < count; next += stride) rows[filled++] = next;
            part.Read(rows.AsSpan(0, filled), Cells(part.Input, inputs, tokens, filled), Cells(part.Target, values, labels, filled));
            foreach (var floats in new[] { inputs, values }) Add(MemoryMarshal.AsBytes(floats.AsSpan(0, floats.Length / room * filled)));
            foreach (var integers in new[] { tokens, labels }) Add(MemoryMarshal.AsBytes(integers.AsSpan(0, integers.Length / room * filled)));
        }
    }

    void AddStream(Dataset part)
    {
        Add(MemoryMarshal.AsBytes($"{part.Name} {part.Revision}".AsSpan()));
        if (part.Target is not { IsClass: true, Size: 1 }) return;
        for (int i = 0; i < FirstLabels; i++) Add((ulong)part.LabelOf(i));
    }

    static (float[], int[]) Room(Field field, int rows) => field.IsClass ? ([], new int[field.Size * rows]) : (new float[field.Size * rows], []);

    static Cells Cells(Field field, float[] floats, int[] integers, int rows) =>
        field.IsClass ? new(integers.AsSpan(0, field.Size * rows)) : new(floats.AsSpan(0, field.Size * rows));

    void Add(ReadOnlySpan<byte> bytes)
    {
        Add((ulong)bytes.Length);
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes)) Add(word);
        ulong last = 0;
        foreach (byte rest in bytes[(bytes.Length / 8 * 8)..]) last = last << 8 | rest;
        Add(last);
    }

    void Add(ulong word)
    {
        word = BitOperations.RotateLeft(word * 0x87C37B91114253D5, 31) * 0x4CF5AD432745937F;
        hash = BitOperations.RotateLeft(hash ^ word, 27) * 5 + 0x52DCE729;
    }
}
