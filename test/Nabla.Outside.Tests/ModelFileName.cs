namespace Nabla.Outside.Tests;

/// <summary>Where a model may be saved; gone with the test.</summary>
sealed class ModelFileName : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nabla-outside-");

    public string Path => System.IO.Path.Combine(folder.FullName, "model.safetensors");

    public void Dispose() => folder.Delete(recursive: true);
}
