namespace Nabla.Tests.Checkpoints;

/// <summary>A folder of its own for a test, gone afterwards.</summary>
sealed class TemporaryFolder : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nabla-");

    public string Path(string name) => System.IO.Path.Combine(folder.FullName, name);

    public string Write(byte[] bytes, string name = "file.safetensors")
    {
        File.WriteAllBytes(Path(name), bytes);
        return Path(name);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
