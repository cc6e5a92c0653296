using System.Text;
using Nabla.Files;

namespace Nabla.Core.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Content_is_replaced_and_nothing_else_is_left()
    {
        string path = temporary.In("a.txt");
        AtomicFile.WriteText(path, "a long first text");
        AtomicFile.WriteText(path, "second ∇");
        Assert.Equal("second ∇", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(temporary.Path));
    }

    [Fact]
    public void An_error_midway_keeps_the_old_content()
    {
        string path = temporary.In("a.txt");
        AtomicFile.WriteText(path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(temporary.Path));
    }

    [Fact]
    public void Writers_of_one_file_are_not_in_each_other_s_way()
    {
        string path = temporary.In("a.txt");
        AtomicFile.Write(path, outer =>
        {
            outer.Write("first"u8);
            AtomicFile.WriteText(path, "second");
            Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, _ => throw new InvalidOperationException()));
            Assert.Equal("second", File.ReadAllText(path));
        });
        Assert.Equal("first", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(temporary.Path));
    }

    [Fact]
    public void What_killed_writers_left_is_deleted_by_the_names_that_it_was_to_have()
    {
        string inner = Path.Combine(temporary.Path, "inner");
        Directory.CreateDirectory(inner);
        string[] left = [temporary.In("a.txt.k3j4.abc.tmp"), Path.Combine(inner, "b.txt.tmp")];
        string[] others = [temporary.In("a.txt"), temporary.In("a.svg.k3j4.abc.tmp"), temporary.In("b.tmp")];
        foreach (string path in (string[])[.. left, .. others]) File.WriteAllText(path, "");
        AtomicFile.DiscardLeft(temporary.Path, "*.txt");
        Assert.Equal(others.Order(), Directory.GetFiles(temporary.Path, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public async Task A_reader_sees_the_old_or_the_new_but_nothing_between()
    {
        string path = temporary.In("a.txt"), old = new('a', 100_000), young = new('b', 100_000);
        AtomicFile.WriteText(path, old);
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                string seen = new StreamReader(stream, Encoding.UTF8).ReadToEnd();
                Assert.True(seen == old || seen == young);
            }
        });
        for (int i = 0; i < 20; i++)
            AtomicFile.WriteText(path, i % 2 == 0 ? young : old);
        stop.Cancel();
        await reader;
    }

    [Fact]
    public void A_missing_folder_and_a_full_disk_are_told_apart()
    {
        Assert.Contains("does not exist", Assert.Throws<FileException>(() => AtomicFile.WriteText(temporary.In("no/a.txt"), "")).Message);
        var full = FileException.From(new IOException("No space left on device", 28), "write", "x");
        Assert.Equal("Cannot write 'x': the disk is full (or the quota used up). Free some space, then continue with --resume.", full.Message);
        Assert.Contains("no permission", FileException.From(new UnauthorizedAccessException(), "write", "x").Message);
        Assert.Contains("read-only", FileException.From(new IOException("", 30), "write", "x").Message);
    }

    [Fact]
    public void A_folder_in_the_way_is_reported()
    {
        Directory.CreateDirectory(temporary.In("a"));
        Assert.StartsWith("Cannot write", Assert.Throws<FileException>(() => AtomicFile.WriteText(temporary.In("a"), "x")).Message);
    }
}
