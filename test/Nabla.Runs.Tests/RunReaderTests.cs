using System.Text;
using Nabla.Files;

namespace Nabla.Runs.Tests;

public sealed class RunReaderTests : IDisposable
{
    readonly TemporaryFolder temporary = new();
    readonly RunFolder folder;

    public RunReaderTests() => folder = RunFolder.Create(temporary.In("run"));

    public void Dispose() => temporary.Dispose();

    void Append(string text) => File.AppendAllText(folder.Events, text);

    [Fact]
    public void A_torn_last_line_waits_for_its_end()
    {
        var reader = new RunReader(folder);
        Append("{\"kind\":\"step\",\"step\":1}\n{\"kind\":\"step\",\"st");
        Assert.Equal([1], reader.ReadNew().Select(e => e.Step));
        Assert.Empty(reader.ReadNew());
        Append("ep\":2}\n");
        Assert.Equal([2], reader.ReadNew().Select(e => e.Step));
        Assert.Equal(0, reader.Damaged);
    }

    [Fact]
    public void Damaged_lines_are_skipped_and_counted()
    {
        Append("{\"kind\":\"step\",\"step\":1}\n\0\0\0\0\n[]\n{\"kind\":5}\n{}\nnull\n{\"kind\":\"step\",\"step\":2}\n\n");
        File.AppendAllBytes(folder.Events, [.. "{\"kind\":\""u8, 0xff, 0xfe, .. "\"}\n"u8]);
        var reader = new RunReader(folder);
        Assert.Equal([1, 2], reader.ReadNew().Select(e => e.Step));
        Assert.Equal(6, reader.Damaged);
    }

    [Fact]
    public void Unknown_kinds_and_fields_come_through()
    {
        Append("{\"kind\":\"future\",\"new\":1.5,\"deep\":{\"a\":[1]},\"mixed\":[1,\"a\"],\"ragged\":[[1],[1,2]],\"yes\":true}\n");
        var read = Assert.Single(RunReader.Read(folder));
        Assert.Equal("future", read.Kind);
        Assert.Equal(["new", "yes"], read.Select(f => f.Key));
        Assert.Equal(0, read.Step);
    }

    [Fact]
    public void Lines_longer_than_the_buffer_are_read()
    {
        string text = new('x', 300_000);
        Append($"{{\"kind\":\"note\",\"text\":\"{text}\"}}\n{{\"kind\":\"step\",\"step\":9}}\n");
        Assert.Equal([300_000, 0], RunReader.Read(folder).Select(e => e.Text("text")?.Length ?? 0));
    }

    [Fact]
    public void A_line_longer_than_any_event_is_skipped_even_where_it_grows()
    {
        var reader = new RunReader(folder);
        Append("{\"kind\":\"step\",\"step\":1}\n" + new string('x', (1 << 26) + 5));
        Assert.Equal([1], reader.ReadNew().Select(e => e.Step));
        Append("x\n{\"kind\":\"step\",\"step\":2}\n");
        Assert.Equal([2], reader.ReadNew().Select(e => e.Step));
        Assert.Equal((1, 0), (reader.Damaged, reader.Restarts));
        Assert.Equal([1, 2], RunReader.Read(folder).Select(e => e.Step));
    }

    [Fact]
    public void A_file_rewritten_below_is_read_again_from_the_start()
    {
        var reader = new RunReader(folder);
        Append("{\"kind\":\"step\",\"step\":1}\n{\"kind\":\"step\",\"step\":2}\n");
        Assert.Equal(2, reader.ReadNew().Count());
        File.WriteAllText(folder.Events, "{\"kind\":\"step\",\"step\":1}\n{\"kind\":\"step\",\"step\":7}\n{\"kind\":\"step\",\"step\":8}\n");
        Assert.Equal([1, 7, 8], reader.ReadNew().Select(e => e.Step));
        Assert.Equal(1, reader.Restarts);
        File.WriteAllText(folder.Events, "");
        Assert.Empty(reader.ReadNew());
        Assert.Equal(2, reader.Restarts);
    }

    [Fact]
    public void A_run_without_events_has_none_and_a_missing_run_is_an_error()
    {
        File.Delete(folder.Events);
        Assert.Empty(RunReader.Read(folder));
        Directory.Delete(folder.Path, recursive: true);
        Assert.Contains("does not exist", Assert.Throws<FileException>(() => RunReader.Read(folder).ToList()).Message);
    }

    [Fact]
    public async Task A_reader_beside_the_writer_sees_every_event_once_and_whole()
    {
        const int Count = 20_000;
        var writing = Task.Run(() =>
        {
            using var writer = RunWriter.Start(folder);
            for (int step = 1; step <= Count; step++)
            {
                writer.Write(new RunEvent(RunKind.Step, step) { [RunField.Loss] = 1.0 / step });
                if (step % 1000 == 0)
                    writer.Flush();
            }
        });
        var reader = new RunReader(folder);
        var seen = new List<long>();
        while (seen.Count < Count)
        {
            bool finished = writing.IsCompleted;
            seen.AddRange(reader.ReadNew().Select(e => e.Step));
            Assert.False(finished && seen.Count < Count, "events were lost");
        }
        await writing;
        Assert.Equal(Enumerable.Range(1, Count).Select(i => (long)i), seen);
        Assert.Equal(0, reader.Damaged);
    }

    [Fact]
    public void Any_cut_of_the_file_reads_as_a_prefix()
    {
        using (var writer = RunWriter.Start(folder))
        {
            for (int step = 1; step <= 5; step++)
                writer.Write(new RunEvent(RunKind.Step, step) { [RunField.Text] = "größe ∇" });
        }
        byte[] whole = File.ReadAllBytes(folder.Events);
        for (int cut = 0; cut <= whole.Length; cut++)
        {
            File.WriteAllBytes(folder.Events, whole[..cut]);
            int lines = Encoding.UTF8.GetString(whole, 0, cut).Count(c => c == '\n');
            Assert.Equal(lines, RunReader.Read(folder).Count());
        }
    }
}
