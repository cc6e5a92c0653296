namespace Nabla.Data;

/// <summary>One field of every example, in memory: the rows of an <see cref="ArrayDataset"/>.</summary>
public abstract class Column
{
    private protected Column(Field field, int length)
    {
        if (length % field.Size != 0) throw new ArgumentException($"A column of {field} needs a multiple of {field.Size} numbers, got {length}.");
        Field = field;
        Rows = length / field.Size;
    }

    /// <summary>What a row is.</summary>
    public Field Field { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>Real numbers, kept as they are; the array is not copied.</summary>
    /// <exception cref="DataException">A number is NaN or infinite.</exception>
    public static Column Of(float[] values, Shape shape) => Of(values, Field.Reals(shape));

    /// <inheritdoc cref="Of(float[], Shape)"/>
    public static Column Of(float[] values, RealField field) => new FloatColumn(field, values);

    /// <summary>Bytes 0 … 255 read as 0 … 1, kept as bytes (images); the array is not copied.</summary>
    public static Column OfBytes(byte[] values, Shape shape) => new ByteColumn(Field.Reals(shape), values);

    /// <summary>Labels of named classes, or tokens; the array is not copied.</summary>
    /// <exception cref="DataException">A label is not the index of a class, or a token not in the vocabulary.</exception>
    public static Column Of(int[] labels, Field field) => new LabelColumn(field, labels);

    internal abstract void Read(int row, Cells cells);

    sealed class FloatColumn : Column
    {
        readonly float[] values;

        public FloatColumn(Field field, float[] values) : base(field, values.Length)
        {
            int bad = Finite.FirstBad(values);
            if (bad >= 0) throw new DataException($"Row {bad / field.Size}, column {bad % field.Size} is {values[bad]}: data must be finite; drop or fill such rows first.");
            this.values = values;
        }

        internal override void Read(int row, Cells cells) => values.AsSpan(row * Field.Size, Field.Size).CopyTo(cells.Floats);
    }

    sealed class ByteColumn(Field field, byte[] values) : Column(field, values.Length)
    {
        internal override void Read(int row, Cells cells) => Bytes.ToUnit(values.AsSpan(row * Field.Size, Field.Size), cells.Floats);
    }

    sealed class LabelColumn : Column
    {
        readonly int[] labels;

        public LabelColumn(Field field, int[] labels) : base(field, labels.Length)
        {
            int known = field switch
            {
                LabelField label => label.ClassNames.Count,
                TokenField tokens => tokens.Vocabulary.Count,
                _ => throw new ArgumentException("Labels need a field of classes or tokens.")
            };
            for (int i = 0; i < labels.Length; i++)
                if ((uint)labels[i] >= (uint)known) throw new DataException($"Label {i} is {labels[i]}, but there are {known} classes: labels run from 0 to {known - 1}.");
            this.labels = labels;
        }

        internal override void Read(int row, Cells cells) => labels.AsSpan(row * Field.Size, Field.Size).CopyTo(cells.Integers);
    }
}
