namespace Nabla.Features;

/// <summary>Stages one after the other, for example normalize, then features, then normalize again. It is kept in a model file as named arrays.</summary>
public sealed class Pipeline
{
    readonly Stage[] stages;

    /// <summary>Joins stages.</summary>
    /// <exception cref="ArgumentException">One gives rows of another length than the next takes.</exception>
    public Pipeline(params ReadOnlySpan<Stage> stages)
    {
        for (int i = 1; i < stages.Length; i++)
            if (stages[i].InputSize != stages[i - 1].OutputSize)
                throw new ArgumentException($"Stage {i} '{stages[i].Kind}' takes rows of {stages[i].InputSize} numbers, but '{stages[i - 1].Kind}' before it gives {stages[i - 1].OutputSize}.");
        this.stages = stages.ToArray();
    }

    /// <summary>The stages, first to last.</summary>
    public IReadOnlyList<Stage> Stages => stages;

    /// <summary>Fits stage after stage, each to training data that went through those before it.</summary>
    public static Pipeline Fit(Dataset train, params ReadOnlySpan<Func<Dataset, Stage>> fits)
    {
        var stages = new List<Stage>();
        foreach (var fit in fits)
        {
            stages.Add(fit(train));
            train = stages[^1].On(train);
        }
        return new([.. stages]);
    }

    /// <summary>A dataset whose inputs went through all stages.</summary>
    public Dataset On(Dataset dataset) => stages.Aggregate(dataset, (staged, stage) => stage.On(staged));

    /// <summary>All parts of a split, gone through all stages.</summary>
    public DataSplit On(DataSplit split) => new(On(split.Train), On(split.Test), split.Validation is { } validation ? On(validation) : null);

    /// <summary>The length of rows after all stages, for rows of the given length before.</summary>
    public int OutputSize(int inputSize) => stages.Length == 0 ? inputSize : stages[^1].OutputSize;

    /// <summary>Changes <paramref name="count"/> rows of <paramref name="inputSize"/> numbers, to predict from them.</summary>
    public float[] Apply(ReadOnlySpan<float> inputs, int count, int inputSize)
    {
        if (inputs.Length != (long)count * inputSize) throw new ArgumentException($"Stages: {count} rows of {inputSize} numbers expected, got {inputs.Length} numbers.");
        float[] rows = inputs.ToArray();
        foreach (var stage in stages)
        {
            var next = new float[checked(count * stage.OutputSize)];
            stage.Apply(rows, count, next);
            rows = next;
        }
        return rows;
    }

    /// <summary>Whether <see cref="Undo"/> leads back.</summary>
    public bool CanUndo => stages.All(stage => stage.CanUndo);

    /// <summary>Changes <paramref name="count"/> rows of <paramref name="outputSize"/> numbers that went through all stages back.</summary>
    /// <exception cref="NotSupportedException">A stage cannot be undone.</exception>
    public float[] Undo(ReadOnlySpan<float> outputs, int count, int outputSize)
    {
        if (outputs.Length != (long)count * outputSize) throw new ArgumentException($"Stages: {count} rows of {outputSize} numbers expected, got {outputs.Length} numbers.");
        float[] rows = outputs.ToArray();
        foreach (var stage in stages.AsEnumerable().Reverse())
        {
            var before = new float[checked(count * stage.InputSize)];
            stage.Undo(rows, count, before);
            rows = before;
        }
        return rows;
    }

    /// <summary>What to save: every stage's arrays, named by its place, its kind and the array.</summary>
    public IReadOnlyList<StageArray> State() =>
        [.. stages.SelectMany((stage, i) => stage.Arrays.Select(array => array with { Name = $"{i}.{stage.Kind}.{array.Name}" }))];

    /// <summary>The stages of a saved state.</summary>
    /// <exception cref="DataException">An array is missing, is unknown, is not finite or has the wrong shape.</exception>
    public static Pipeline Load(IEnumerable<StageArray> state)
    {
        var places = state.Select(Placed).GroupBy(entry => (entry.Place, entry.Kind)).OrderBy(group => group.Key.Place).ToArray();
        for (int i = 0; i < places.Length; i++)
            if (places[i].Key.Place != i) throw new DataException($"Saved stages: number {i} is missing or there twice: the file is damaged.");
        try { return new([.. places.Select(place => new StageState(place.Key.Kind, [.. place.Select(entry => entry.Array)]).ToStage())]); }
        catch (ArgumentException failure) { throw new DataException($"Saved stages do not fit: {failure.Message}", failure); }
    }

    static (int Place, string Kind, StageArray Array) Placed(StageArray array)
    {
        string[] words = array.Name.Split('.');
        if (words.Length != 3 || !int.TryParse(words[0], out int place)) throw new DataException($"Saved stages: '{array.Name}' is not of the form 0.kind.array: the file is damaged.");
        if (!StageState.Kinds.Contains(words[1])) throw new DataException($"Saved stages: {NearestWord.Sentence("kind", words[1], StageState.Kinds)}");
        return (place, words[1], array with { Name = words[2] });
    }
}
