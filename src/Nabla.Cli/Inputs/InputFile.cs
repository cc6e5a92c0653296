using Nabla.Data;
using Nabla.Data.Readers;

namespace Nabla.Cli.Inputs;

/// <summary>A file of inputs to predict from: .npy, .csv or .tsv, or IDX images.</summary>
static class InputFile
{
    /// <summary>The file's rows as inputs of a model; targets that the file holds are kept, others are 0.</summary>
    /// <exception cref="DataException">The file is missing, damaged, of no known format, or its rows do not fit the model.</exception>
    public static Dataset Read(string path, TrainedModel model)
    {
        Field input = model.InputFields[0];
        var rows = Open(path, input);
        return rows.Input.Size == input.Size ? rows
            : throw new DataException($"{path}: has rows of {rows.Input.Size} numbers, but the model reads {input}, {input.Size} numbers each.");
    }

    static Dataset Open(string path, Field input)
    {
        string name = Path.GetFileName(path), ending = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        if (!File.Exists(path)) throw new DataException($"{path}: there is no such file.");
        if (ending.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)) return NpyPair.ReadInputs(path, name);
        if (ending.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || ending.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase))
            return Table(path, ending.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',', input, name);
        if (ending.EndsWith("ubyte", StringComparison.OrdinalIgnoreCase) || ending.EndsWith(".idx", StringComparison.OrdinalIgnoreCase)) return Images(path, name);
        throw new DataException($"{path}: is of no known format: use .npy, .csv, .tsv, or IDX images (-ubyte, .idx).");
    }

    /// <summary>A table with a column more than the model reads has a target in its last; one with as many has none.</summary>
    static ArrayDataset Table(string path, char separator, Field input, string name)
    {
        var table = CsvTable.Read(path, new CsvOptions(Separator: separator), name);
        if (table.Input.Size + 1 != input.Size) return table;
        table = CsvTable.Read(path, new CsvOptions(Kind: TargetKind.Values, Separator: separator), name);
        int rows = (int)table.Count!.Value, width = input.Size;
        var numbers = new float[rows * width];
        for (int row = 0; row < rows; row++)
        {
            var cells = numbers.AsSpan(row * width, width);
            table.Read(row, cells[..^1], cells[^1..]);
        }
        return new ArrayDataset(name, Column.Of(numbers, [width]), Column.Of(new float[rows], []));
    }

    static ArrayDataset Images(string path, string name)
    {
        var file = IdxFile.Read(path, 3, 4);
        int[] shape = file.Extents.Count == 3 ? [1, .. file.Extents.Skip(1)] : [.. file.Extents.Skip(1)];
        return new ArrayDataset(name, Column.OfBytes(file.Values, new(shape)), Column.Of(new float[file.Extents[0]], []));
    }
}
