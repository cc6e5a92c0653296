namespace Nabla.Experiments;

// What is learnt from.
public sealed partial record Recipe
{
    /// <summary><c>data.name</c>: a known data set, or a path.</summary>
    public string Data { get; init; } = "glyphs";

    /// <summary><c>data.label</c>: the column of a table that holds the target; null for the last.</summary>
    public string? Label { get; init; }

    /// <summary><c>data.tokenizer</c>: what text is cut into: characters, bytes, bpe:SIZE (learnt from the training part), or a file.</summary>
    public string Tokenizer { get; init; } = "characters";

    /// <summary><c>data.window</c>: tokens of a stream of text that are read at once.</summary>
    public int Window { get; init; } = 64;

    /// <summary><c>data.documents</c>: whether each line of a text is an example of its own (lines) or all of it one stream (stream).</summary>
    public bool HasLines { get; init; }

    /// <summary><c>data.order</c>: whether windows of a text are drawn anywhere (random), or read one after the other, once (stream).</summary>
    public bool ReadsOnce { get; init; }

    /// <summary><c>data.test</c>: set aside to judge on, where the data brings no test part; of nothing, the training part is judged.</summary>
    public Amount Test { get; init; } = Amount.Share(0.2);

    /// <summary><c>data.validation</c>: how much of the training part is set aside to choose by; null (auto): a tenth where something chooses.</summary>
    public Amount? Validation { get; init; }

    /// <summary>Whether something chooses by evaluations: which weights are kept, when to stop, or how the rate falls.</summary>
    public bool Chooses => KeepsBest || Patience is not null || Schedules.Schedule.Parse(Schedule, 1000).Plateau is not null;

    /// <summary>How many of a training part are set aside to choose by.</summary>
    public long ValidationOf(long count) => Validation is { } amount ? amount.Of(count) : Chooses && count > 1 ? Math.Max(1, count / 10) : 0;

    /// <summary><c>data.normalize</c>: what is fitted on the training part and applied to every input: none, center, standardize, pca, zca.</summary>
    public string Normalize { get; init; } = "standardize";

    /// <summary><c>data.scaleTarget</c>: numbers to predict are standardized for training, and predictions brought back to their units.</summary>
    public bool ScaleTarget { get; init; } = true;

    /// <summary><c>data.features</c>: what a linear model sees: none, poly:DEGREE, rbf:CENTERS.</summary>
    public string Features { get; init; } = "none";

    /// <summary><c>data.augment</c>: what changes examples that are learnt from, in every epoch otherwise: none, or names such as <c>noise:0.1</c>.</summary>
    public string Augment { get; init; } = "none";

    /// <summary>What changes examples that are learnt from.</summary>
    /// <exception cref="FormatException">A name is unknown.</exception>
    public IReadOnlyList<Augmentation> Augmentations() =>
        Augment == "none" ? [] : [.. Augment.Split(',').Select(name => Preprocessing.Augmentations.Make(name)(Seed))];

    /// <summary><c>data.epochSize</c>: how many examples of an endless stream count as one epoch.</summary>
    public long EpochSize { get; init; } = 60_000;

    const string testShare = "a percentage from 0% and below 100%, such as 20%";

    internal static IEnumerable<RecipeField> DataFields =>
    [
        Of("data.name", "a known data set, or a path", AnyText("a name or a path"), r => r.Data, (r, v) => r with { Data = v }),
        Of("data.label", "the column of a table that holds the target", AnyText("a text", mayBeEmpty: true).Or("none", "the last"),
            r => r.Label, (r, v) => r with { Label = v }),
        Of("data.tokenizer", "what text is cut into; bpe learns its words from the training part",
            AnyText("characters, bytes, bpe:SIZE, tokenizer.json, vocab.json,merges.txt, or a folder of these"),
            r => r.Tokenizer, (r, v) => r with { Tokenizer = v }),
        Of("data.window", "tokens of a stream of text that are read at once", Whole(1, 1 << 20), r => r.Window, (r, v) => r with { Window = v }),
        Of("data.documents", "each line of a text is an example of its own, or all of it is one stream", Either("lines", "stream"),
            r => r.HasLines, (r, v) => r with { HasLines = v }),
        Of("data.order", "a text is read once from its beginning to its end, or in windows drawn anywhere", Either("stream", "random"),
            r => r.ReadsOnce, (r, v) => r with { ReadsOnce = v }),
        Of("data.test", "set aside to judge on, where the data brings no test part; 0%: the training part is judged", Parsed(testShare, TestShare),
            r => r.Test, (r, v) => r with { Test = v }),
        Of("data.validation", "set aside from the training part to choose by; auto: a tenth, where something chooses (training.keep, training.patience, a plateau)",
            Parsed(Amount.Expected, Amount.Parse).Or("auto"),
            r => r.Validation, (r, v) => r with { Validation = v }),
        Of("data.normalize", "fitted on the training part, applied to every input", Word(Preprocessing.Normalizers.Names),
            r => r.Normalize, (r, v) => r with { Normalize = v }, Preprocessing.Normalizers.All),
        Of("data.scaleTarget", "numbers to predict are learnt in units of their deviation; predictions are in the data's own", Notations.Switch,
            r => r.ScaleTarget, (r, v) => r with { ScaleTarget = v }),
        Of("data.features", "what a linear model sees", Name(Preprocessing.Features.Forms, v => Preprocessing.Features.Make(v)),
            r => r.Features, (r, v) => r with { Features = v }, Preprocessing.Features.All),
        Of("data.augment", "how examples that are learnt from are changed, in every epoch otherwise",
            Name(["none", .. Preprocessing.Augmentations.Forms], v => new Recipe { Augment = v }.Augmentations()),
            r => r.Augment, (r, v) => r with { Augment = v }, Preprocessing.Augmentations.All) with { Since = new(0, 2) },
        Of("data.epochSize", "examples of an endless stream that count as one epoch", Whole(1L),
            r => r.EpochSize, (r, v) => r with { EpochSize = v }),
    ];

    static Amount TestShare(string text) => Amount.Parse(text) switch
    {
        { IsZero: true } => Amount.Share(0),
        { IsShare: true, Value: < 1 } share => share,
        _ => throw new FormatException($"expected {testShare}; got '{text}'."),
    };
}
