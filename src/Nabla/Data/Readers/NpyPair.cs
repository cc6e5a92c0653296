using System.Runtime.InteropServices;

namespace Nabla.Data.Readers;

/// <summary>
/// A dataset of two .npy files, inputs and targets, with one row per example each. Bytes are images in 0 … 255 and become
/// 0 … 1: [n, height, width], [n, channels, height, width], or channels last, which is told by 1, 3 or 4 at the end only.
/// Integer targets are labels from 0 on, floats are values to predict.
/// </summary>
public static class NpyPair
{
    /// <summary>Reads the pair.</summary>
    /// <exception cref="DataException">A file is missing or damaged, counts do not match, a number is not finite, or a label is negative or huge.</exception>
    public static ArrayDataset Read(string inputPath, string targetPath, string name, LabelField? classes = null)
    {
        NpyFile inputs = NpyFile.Read(inputPath), targets = NpyFile.Read(targetPath);
        foreach (var file in new[] { inputs, targets })
            if (file.Shape.Rank == 0 || file.Shape.Count == 0) throw new DataException($"{file.Path}: has shape {file.Shape}, which holds no row: one row per example is expected.");
        if (inputs.Shape[0] != targets.Shape[0])
            throw new DataException($"{inputPath} has {inputs.Shape[0]} rows, but {targetPath} has {targets.Shape[0]}: each input needs one target.");
        return new(name, Inputs(inputs), targets.Type.IsFloat ? Floats(targets) : Labels(targets, classes));
    }

    /// <summary>Reads inputs alone, to predict from; every target is 0.</summary>
    /// <exception cref="DataException">The file is missing or damaged, or a number is not finite.</exception>
    public static ArrayDataset ReadInputs(string path, string name)
    {
        var file = NpyFile.Read(path);
        if (file.Shape.Rank == 0 || file.Shape.Count == 0) throw new DataException($"{path}: has shape {file.Shape}, which holds no row: one row per example is expected.");
        return new(name, Inputs(file), Column.Of(new float[file.Shape[0]], []));
    }

    static Column Inputs(NpyFile file)
    {
        if (file.Type.Name != "|u1" || file.Shape.Rank < 3) return Floats(file);
        Shape row = Row(file);
        if (row.Rank == 2) return Column.OfBytes(file.Values, [1, row[0], row[1]]);
        bool channelsLast = row.Rank == 3 && row[2] is 1 or 3 or 4 && row[0] is not (1 or 3 or 4);
        return channelsLast ? Column.OfBytes(ChannelsFirst(file.Values, row), [row[2], row[0], row[1]]) : Column.OfBytes(file.Values, row);
    }

    /// <summary>The shape of a row; a row of one number is [1].</summary>
    static Shape Row(NpyFile file) => file.Shape.Rank == 1 ? [1] : file.Shape.Without(0);

    static Column Floats(NpyFile file)
    {
        var values = new float[(int)file.Shape.Count];
        if (file.Type.Name == "<f4") MemoryMarshal.Cast<byte, float>(file.Values).CopyTo(values);
        else for (int i = 0; i < values.Length; i++) values[i] = (float)file.Type.Read(file.Values, i);
        int bad = Finite.FirstBad(values);
        int size = (int)Row(file).Count;
        if (bad >= 0) throw new DataException($"{file.Path}: row {bad / size}, column {bad % size} is {values[bad]}: data must be finite; drop or fill such rows first.");
        return Column.Of(values, Row(file));
    }

    static Column Labels(NpyFile file, LabelField? classes)
    {
        const int MostClasses = 1 << 20;
        if (Row(file).Count != 1) throw new DataException($"{file.Path}: integer targets have shape {file.Shape}, but a label is one number per row: use [{file.Shape[0]}], or floats for values.");
        var labels = new int[file.Shape[0]];
        int most = classes?.ClassNames.Count ?? MostClasses;
        for (int i = 0; i < labels.Length; i++)
        {
            double label = file.Type.Read(file.Values, i);
            if (label < 0 || label >= most) throw new DataException($"{file.Path}: label {i} is {label}: labels run from 0 to {most - 1}.");
            labels[i] = (int)label;
        }
        return Column.Of(labels, classes ?? Field.Numbered(labels.Max() + 1));
    }

    static byte[] ChannelsFirst(byte[] pixels, Shape row)
    {
        int channels = row[2], area = row[0] * row[1], size = area * channels;
        var turned = new byte[pixels.Length];
        for (int start = 0; start < pixels.Length; start += size)
            for (int channel = 0; channel < channels; channel++)
                for (int i = 0; i < area; i++) turned[start + channel * area + i] = pixels[start + i * channels + channel];
        return turned;
    }
}
