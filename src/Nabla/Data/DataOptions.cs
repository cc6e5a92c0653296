namespace Nabla.Data;

/// <summary>How data is loaded and cut. A format takes what concerns it.</summary>
public sealed record DataOptions
{
    /// <summary>Decides what generated sets hold, and what is set aside.</summary>
    public long Seed { get; init; }

    /// <summary>The share that is tested on where the data brings no test part; null: a fifth, of text the last tenth. Of 0, what is learnt from is
    /// judged.</summary>
    public double? TestShare { get; init; }

    /// <summary>How much is set aside to choose by: given the count of a training part, in examples or in tokens of a stream, how many.</summary>
    public Func<long, long> Validation { get; init; } = _ => 0;

    /// <summary>The target column of a table: its name, or its number from 0, negative from the end; null: the last.</summary>
    public string? Label { get; init; }

    /// <summary>What targets are.</summary>
    public TargetKind Target { get; init; }

    /// <summary>What cuts text into tokens: <c>characters</c>, <c>bytes</c>, <c>bpe:SIZE</c>, or a file.</summary>
    public string Tokenizer { get; init; } = "characters";

    /// <summary>Tokens of a stream of text that are read at once.</summary>
    public int Window { get; init; } = 64;

    /// <summary>Whether each line of a text is an example of its own.</summary>
    public bool HasLines { get; init; }

    /// <summary>Whether a stream of text is read once, from its beginning to its end.</summary>
    public bool ReadsOnce { get; init; }

    /// <summary>What a trained model reads and says: the data is loaded in that form, columns found by their names, classes and tokens those of the
    /// model. Null: as the data has it.</summary>
    public ExampleForm? Form { get; init; }

    /// <summary>Whether data without a test part of its own is judged whole, with nothing set aside.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Told, in a sentence, what somebody should know of how a file was read.</summary>
    public Action<string> Note { get; init; } = _ => { };

    /// <summary>Sets the test part of a dataset aside.</summary>
    internal DataSplit Cut(Dataset dataset) => IsWhole ? new(dataset, dataset) : Splits.Holdout(dataset, TestShare ?? 0.2, Seed);

    /// <summary>Sets aside what choices are made by, where the data brings no such part.</summary>
    internal DataSplit WithValidation(DataSplit split)
    {
        if (split.Validation is not null || split.Train.Count is not { } count) return split;
        if (Aside(split.Train.Name, count, "examples") is not (> 0 and var aside)) return split;
        var cut = Splits.Holdout(split.Train, (double)aside / count, Seed);
        return new DataSplit(cut.Train, split.Test, cut.Test);
    }

    /// <summary>How much of a training part is set aside.</summary>
    /// <exception cref="DataException">All of it would be.</exception>
    internal long Aside(string name, long count, string units)
    {
        long aside = IsWhole ? 0 : Validation(count);
        return aside == 0 || aside < count ? aside
            : throw new DataException($"data.validation: {aside} of the {count} {units} of '{name}' leave nothing to learn from.");
    }
}
