namespace Nabla.Cli.Tests;

/// <summary>A small run that tests look at: moons, a hidden layer of 8.</summary>
public sealed class TrainedRun : IDisposable
{
    public TrainedRun()
    {
        Parent = Directory.CreateTempSubdirectory("nabla-cli-").FullName;
        Folder = Path.Combine(Parent, "moons");
        Train = InProcess.Run("train", "--data", "moons", "--model", "mlp:8", "--steps", "200", "--lr", "0.03", "--batch", "64", "--out", Folder, "--json", "--set", "training.evaluateEvery=never");
    }

    internal InProcess Train { get; }

    public string Parent { get; }

    public string Folder { get; }

    public void Dispose() => Directory.Delete(Parent, recursive: true);
}
