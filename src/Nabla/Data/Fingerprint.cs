namespace Nabla.Data;

/// <summary>Sixteen digits that differ where data differs, so that a run does not go on with other data than it began with. Of a finite set: fields,
/// count, and rows at even distances, all of them up to 2²⁴ numbers. Of an endless one: its name, its revision, and its first labels. The mixing is
/// that of MurmurHash3 (Appleby 2011, x64): against accidents, not against forgers.</summary>
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

    // Sequences of one vocabulary count as one field with an axis more: runs of version 0.1 had them so.
    void Add(Dataset part)
    {
        foreach (var fields in new[] { part.InputFields, part.TargetFields })
            foreach (var alike in fields.GroupBy(field => field is TokenField tokens ? tokens.Vocabulary : (object)field))
            {
                Shape shape = alike.Count() == 1 ? alike.First().Shape : [alike.Count(), alike.Max(field => field.Size)];
                foreach (string word in (string[])[shape.ToString(), .. alike.First().Words]) Add(MemoryMarshal.AsBytes(word.AsSpan()));
            }
        if (part.Count is { } count) AddRows(part, count);
        else AddStream(part);
    }

    void AddRows(Dataset part, long count)
    {
        Add((ulong)count);
        long numbers = part.InputFields.Concat(part.TargetFields).Sum(field => (long)field.Size), stride = Math.Max(1, (count - 1) / Math.Max(1, MostNumbers / numbers) + 1);
        int room = (int)Math.Clamp(MostNumbers / numbers, 1, RowsAtOnce);
        FieldRows[] inputs = FieldRows.For(part.InputFields, room), targets = FieldRows.For(part.TargetFields, room);
        var rows = new long[room];
        for (long next = 0; next < count;)
        {
            int filled = 0;
            for (; filled < room && next < count; next += stride) rows[filled++] = next;
            Cells read = Cells.Of(inputs, 0, filled), right = Cells.Of(targets, 0, filled);
            part.Read(rows.AsSpan(0, filled), read, right);
            AddFloats(read);
            AddFloats(right);
            AddIntegers(read);
            AddIntegers(right);
        }
    }

    void AddFloats(Cells cells)
    {
        for (int i = 0; i < cells.Parts; i++) Add(MemoryMarshal.AsBytes(cells[i].Floats));
    }

    void AddIntegers(Cells cells)
    {
        for (int i = 0; i < cells.Parts; i++) Add(MemoryMarshal.AsBytes(cells[i].Integers));
    }

    void AddStream(Dataset part)
    {
        Add(MemoryMarshal.AsBytes($"{part.Name} {part.Revision}".AsSpan()));
        if (part.TargetFields is not [LabelField]) return;
        for (int i = 0; i < FirstLabels; i++) Add((ulong)part.LabelOf(i));
    }

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
