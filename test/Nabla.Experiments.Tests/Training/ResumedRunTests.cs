using Nabla.Runs;
using Nabla.Training;
using static Nabla.Experiments.Tests.TrainingRunTests;

namespace Nabla.Experiments.Tests;

public sealed class ResumedRunTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("nabla-resumed").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    RunFolder Folder(string name) => RunFolder.Create(Path.Combine(root, name));

    [Fact]
    public void A_damaged_newest_checkpoint_falls_back_to_the_one_before()
    {
        RunFolder folder = Folder("damaged");
        using (TrainingRun run = TrainingRun.Create(Small, Blobs(), folder)) run.Run();
        string newest = Directory.GetFiles(folder.Checkpoint).Order().Last();
        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..500]);
        using TrainingRun resumed = TrainingRun.Resume(Small, Blobs(), folder);
        Assert.Equal(50, resumed.Trainer.Progress.Step);
    }

    [Theory]
    [InlineData("optimizerSteps", "-1")]
    [InlineData("optimizerSteps", "99")]
    [InlineData("averageUpdates", "99")]
    [InlineData("step", "11")]
    [InlineData("seconds", "NaN")]
    [InlineData("seconds", "-1")]
    [InlineData("bestLoss", "NaN")]
    public void Numbers_of_a_checkpoint_that_cannot_be_are_damage(string name, string value)
    {
        RunFolder folder = Folder("cannot-be");
        using (TrainingRun run = TrainingRun.Create(Small with { Steps = 10, KeepCheckpoints = 1 }, Blobs(), folder)) run.Run();
        string path = Directory.GetFiles(folder.Checkpoint).Single(), text = Latin1.GetString(File.ReadAllBytes(path));
        string said = System.Text.RegularExpressions.Regex.Match(text, $"\"{name}\":\"([^\"]+)\"").Groups[1].Value;
        File.WriteAllBytes(path, Latin1.GetBytes(text.Replace($"\"{name}\":\"{said}\"", $"\"{name}\":\"{value.PadRight(said.Length)}\"")));
        Assert.Contains("damaged", Assert.Throws<Nabla.Checkpoints.CheckpointException>(() => TrainingRun.Resume(Small, Blobs(), folder)).Message);
    }

    static System.Text.Encoding Latin1 => System.Text.Encoding.Latin1;

    [Fact]
    public void What_a_killed_run_was_writing_is_gone_once_it_goes_on()
    {
        RunFolder folder = Folder("torn");
        using (TrainingRun run = TrainingRun.Create(Small with { Steps = 10 }, Blobs(), folder)) run.Run();
        string torn = Path.Combine(folder.Checkpoint, "step-000000020.safetensors.k3j4.abc.tmp");
        File.WriteAllText(torn, "half");
        using (TrainingRun.Resume(Small, Blobs(), folder)) Assert.False(File.Exists(torn));
    }

    [Fact]
    public void A_checkpoint_beyond_the_end_of_the_recipe_is_refused()
    {
        RunFolder folder = Folder("beyond");
        using (TrainingRun run = TrainingRun.Create(Small with { Steps = 10, KeepCheckpoints = 1 }, Blobs(), folder)) run.Run();
        var refused = Assert.Throws<Nabla.Checkpoints.CheckpointException>(() => TrainingRun.Resume(Small with { Steps = 5 }, Blobs(), folder));
        Assert.EndsWith("it is of step 10, and by the recipe the run ends after step 5: resume with --steps 10 or more", refused.Message);
    }

    [Fact]
    public void What_somebody_should_know_of_a_resumed_run_is_told_and_recorded()
    {
        RunFolder folder = Folder("told");
        using (TrainingRun run = TrainingRun.Create(Small with { Steps = 30 }, Blobs(), folder)) run.Run();
        Assert.Empty(Resumed(Small with { Steps = 40, Threads = 1, KeepCheckpoints = 3, CheckpointEvery = Interval.Steps(20) }));
        string changed = Assert.Single(Resumed(Small with { LearningRate = 0.1, Dropout = 0.25 }));
        Assert.EndsWith("recipe.yaml is no longer what the run was begun by: model.dropout was 0.2 and is 0.25, optimizer.learningRate was 0.003 and is 0.1.", changed);
        string[] files = [.. Directory.GetFiles(folder.Checkpoint).Order()];
        File.WriteAllText(files[^1], "torn");
        Assert.EndsWith("the run goes on from the checkpoint before it, of step 50.", Resumed(Small with { LearningRate = 0.1, Dropout = 0.25 })[0]);
        Directory.Delete(folder.Checkpoint, recursive: true);
        Assert.EndsWith("there is no checkpoint to go on from: the run begins anew.", Assert.Single(Resumed(Small)));

        List<string> Resumed(Recipe recipe)
        {
            var heard = new Hearing();
            using (TrainingRun run = TrainingRun.Resume(recipe, Blobs(), folder))
            {
                run.Observers.Add(heard);
                run.Run();
            }
            var recorded = RunReader.Read(folder).Where(e => e.Kind == RunKind.Note).Select(e => e.Text(RunField.Text)!).ToList();
            Assert.Equal(heard.Notes, recorded[^heard.Notes.Count..]);
            return heard.Notes;
        }
    }

    [Fact]
    public void A_run_that_is_resumed_to_more_steps_goes_on_as_one_that_had_them()
    {
        Recipe steady = Small with { Schedule = "fixed", Warmup = Amount.Count(0) };
        RunFolder folder = Folder("longer");
        using (TrainingRun run = TrainingRun.Create(steady with { Steps = 20 }, Blobs(), folder)) run.Run();
        using TrainingRun longer = TrainingRun.Resume(steady with { Steps = 45 }, Blobs(), folder), whole = TrainingRun.Create(steady with { Steps = 45 }, Blobs(), null);
        Assert.Equal((45, 45), (longer.Run().Steps, whole.Run().Steps));
        Assert.Equal(Weights(whole), Weights(longer));
    }

    sealed class Hearing : ITrainingObserver
    {
        public List<string> Notes { get; } = [];

        public void Note(NoteKind kind, string text) => Notes.Add(text);
    }
}
