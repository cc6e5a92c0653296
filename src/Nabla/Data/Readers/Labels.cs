namespace Nabla.Data.Readers;

/// <summary>Labels as files keep them.</summary>
static class Labels
{
    /// <summary>Bytes as a column of labels; an error names the file and the first label that is no class.</summary>
    public static Column Column(ReadOnlySpan<byte> bytes, Field classes, string path)
    {
        var labels = new int[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] >= classes.ClassNames.Count)
                throw new DataException($"{path}: label {i} is {bytes[i]}, but there are {classes.ClassNames.Count} classes (0 to {classes.ClassNames.Count - 1}): the file is damaged or belongs to another set.");
            labels[i] = bytes[i];
        }
        return Data.Column.Of(labels, classes);
    }
}
