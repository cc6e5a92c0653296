namespace Nabla.Experiments;

/// <summary>A recipe on data in a run folder: made or resumed, then run.</summary>
public sealed class TrainingRun : IDisposable
{
    readonly RunRecorder? recorder;
    readonly TrainingLoop loop;
    readonly RunStore? store;
    IReadOnlyList<string> notes = [];

    TrainingRun(Recipe recipe, DataSplit data, RunFolder? folder, bool resumes = false)
    {
        Pipeline pipeline = Preprocessing.Fit(data.Checked().Train, recipe.Normalize, recipe.Features, recipe.Seed);
        TargetScaling targets = recipe.ScaleTarget ? TargetScaling.Fit(data.Train) : TargetScaling.None;
        var plan = new TrainingPlan(recipe, targets.On(pipeline.On(data)));
        plan.Task.Scaling = targets;
        Model = new TrainedModel(plan.Model, plan.Task, pipeline, data.Train.InputFields) { Name = recipe.Model, Options = TrainingPlan.OptionsOf(recipe) };
        store = folder is null ? null : new RunStore(folder, Model, recipe) { Data = new(() => data.Fingerprint) };
        loop = plan.CreateLoop(store);
        if (folder is null) return;
        if (!resumes)
        {
            RecipeFile.Write(folder.Recipe, recipe);
            Model.Tokenizer?.Save(folder.Tokenizer);
        }
        recorder = new RunRecorder(folder, Model.Classes, resumes);
        Observers.Add(recorder);
    }

    /// <summary>The model as it stands, with all that predictions need.</summary>
    public TrainedModel Model { get; }

    /// <summary>What is learnt.</summary>
    public LearningTask Task => Model.Task;

    /// <summary>The loop of updates.</summary>
    /// <exception cref="InvalidOperationException">The model learns by counting, without a loop of updates.</exception>
    public Trainer Trainer => loop as Trainer ?? throw new InvalidOperationException("TrainingRun: the model learns by counting and has no Trainer: ask Steps.");

    /// <summary>Updates made, or batches counted.</summary>
    public long Steps => loop.Steps;

    /// <summary>Whether a run that was stopped goes on where it stood; one that counts begins anew.</summary>
    public bool CanGoOn => loop is Trainer;

    /// <summary>Who is told what happens.</summary>
    public IList<ITrainingObserver> Observers => loop.Observers;

    /// <summary>A new run.</summary>
    /// <param name="recipe">What to do.</param>
    /// <param name="data">What to learn from and be judged on.</param>
    /// <param name="folder">Where to keep it; nowhere if null.</param>
    /// <exception cref="FormatException">The recipe does not fit the data, or names something unknown.</exception>
    public static TrainingRun Create(Recipe recipe, DataSplit data, RunFolder? folder) =>
        new(recipe with { Data = DataCatalog.IsKnown(recipe.Data) ? recipe.Data : Rooted(recipe.Data), From = recipe.From is { } from ? Rooted(from) : null }, data, folder);

    // The run is looked at from other places than the one where it began. A pair of files is joined by a comma.
    static string Rooted(string path) => Path.Exists(path) ? Path.GetFullPath(path)
        : string.Join(',', path.Split(',').Select(part => Path.Exists(part) ? Path.GetFullPath(part) : part));

    /// <summary>A run that goes on from its newest checkpoint, or begins anew if it has none.</summary>
    /// <exception cref="Checkpoints.CheckpointException">No checkpoint is sound, or none fits the recipe.</exception>
    public static TrainingRun Resume(Recipe recipe, DataSplit data, RunFolder folder)
    {
        var run = new TrainingRun(recipe, data, folder, resumes: true);
        run.notes = run.loop is Trainer trainer ? run.store!.Restore(trainer) : run.store!.BeginAnew();
        return run;
    }

    /// <summary>Trains to the end, or until asked to stop; then it can be resumed.</summary>
    /// <exception cref="TrainingException">Loss or gradient became NaN or infinite.</exception>
    public TrainingResult Run(CancellationToken stop = default)
    {
        Observers.Add(new NotesAtStart(Observers, notes));
        try { return loop.Run(stop); }
        catch (Exception error)
        {
            recorder?.Fail(Steps, error.Message);
            throw;
        }
    }

    /// <summary>Lets go of the run folder.</summary>
    public void Dispose() => recorder?.Dispose();

    // The last to hear of the start: the others are ready then.
    sealed class NotesAtStart(IEnumerable<ITrainingObserver> told, IReadOnlyList<string> notes) : ITrainingObserver
    {
        public void Start(TrainingStart start)
        {
            foreach (string note in notes)
                foreach (ITrainingObserver observer in told) observer.Note(NoteKind.Data, note);
        }
    }
}
