namespace Nabla.Data.Readers;

/// <summary>Labels as files keep them.</summary>
static class Labels
{
    /// <summary>Bytes as a column of labels; an error names the file and the first label that is no class.</summary>
    public static Column Column(ReadOnlySpan<byte> bytes, LabelField classes, string path)
    {
        var known = new KnownClasses(classes);
        var labels = new int[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
            labels[i] = known.Find(bytes[i])
                ?? throw new DataException($"{path}: label {i} is {bytes[i]}, but there are {classes.ClassNames.Count} classes (0 to {classes.ClassNames.Count - 1}): the file is damaged or belongs to another set.");
        return Data.Column.Of(labels, classes);
    }
}
