using System.IO.Compression;

namespace Nabla.Tests.Data.Readers;

/// <summary>A folder that is gone after the test.</summary>
sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("nabla-data-").FullName;

    public string Write(string name, byte[] contents)
    {
        string path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, contents);
        return path;
    }

    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    public static byte[] Zip(byte[] contents)
    {
        var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.Fastest)) zip.Write(contents);
        return target.ToArray();
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
