using System.Diagnostics;
using Nabla.Files;
using Nabla.Testing;

namespace Nabla.Runs.Tests;

public sealed class RunWriterTests : IDisposable
{
    readonly TemporaryFolder temporary = new();
    readonly RunFolder folder;

    public RunWriterTests() => folder = RunFolder.Create(temporary.In("run"));

    public void Dispose() => temporary.Dispose();

    void WriteSteps(int count)
    {
        using var writer = RunWriter.Start(folder);
        for (int step = 1; step <= count; step++)
            writer.Write(new RunEvent(RunKind.Step, step, step * 0.5) { [RunField.Loss] = 1.0 / step });
    }

    [Fact]
    public void Events_reach_the_file_within_about_a_second_without_further_calls()
    {
        using var writer = RunWriter.Start(folder);
        writer.Write(new RunEvent(RunKind.Note, 0));
        long written = new FileInfo(folder.Events).Length;
        Assert.True(written == 0 || writer.Seconds > 0.9,
            $"{written} bytes after {writer.Seconds} s: events are written about once a second, not one by one");
        Patience.Until(() => new FileInfo(folder.Events).Length > 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public void Resuming_drops_the_torn_tail_and_all_later_steps(int step)
    {
        WriteSteps(5);
        File.AppendAllText(folder.Events, "{\"t\":3,\"kind\":\"step\",\"step\":6,\"lo");
        using (var writer = RunWriter.Resume(folder, step))
        {
            Assert.True(writer.Seconds >= Math.Min(step, 5) * 0.5);
            writer.Write(new RunEvent(RunKind.Step, step + 1));
        }
        var steps = RunReader.Read(folder).Select(e => e.Step).ToList();
        Assert.Equal([.. Enumerable.Range(1, Math.Min(step, 5)).Select(i => (long)i), step + 1], steps);
        Assert.Equal(steps.Count, File.ReadAllLines(folder.Events).Length);
    }

    [Fact]
    public async Task Events_that_are_a_pipe_are_refused_and_not_waited_for()
    {
        if (OperatingSystem.IsWindows()) return; // no pipes among files
        File.Delete(folder.Events);
        Process.Start("mkfifo", [folder.Events]).WaitForExit();
        foreach (var open in (Func<RunWriter>[])[() => RunWriter.Start(folder), () => RunWriter.Resume(folder, 3)])
        {
            var refused = await Assert.ThrowsAsync<RunException>(() => Task.Run(open).WaitAsync(Patience.Limit));
            Assert.Contains("is no plain file (a pipe", refused.Message);
        }
    }

    void WriteOddities(RunWriter writer)
    {
        writer.Write(new RunEvent(RunKind.Step, 1, 0.1234) { [RunField.Loss] = 0.1f, [RunField.GradientNorm] = double.NaN });
        writer.Write(new RunEvent("unknown", 1, 0.5) { ["x"] = 1.0 / 3, ["text"] = "größe <b> \"∇\"", ["list"] = new[] { 1.5, 2 } });
    }

    [Fact]
    public void Resuming_keeps_the_bytes_of_what_stays()
    {
        using (var writer = RunWriter.Start(folder))
            WriteOddities(writer);
        byte[] before = File.ReadAllBytes(folder.Events);
        RunWriter.Resume(folder, 1).Dispose();
        Assert.Equal(before, File.ReadAllBytes(folder.Events));
    }

    [Fact]
    public void Later_steps_are_dropped_from_the_middle_too()
    {
        using (var writer = RunWriter.Start(folder))
        {
            WriteOddities(writer);
            writer.Flush();
            byte[] before = File.ReadAllBytes(folder.Events);
            writer.Write(new RunEvent(RunKind.Step, 9, 1));
            WriteOddities(writer);
            writer.Dispose();
            RunWriter.Resume(folder, 1).Dispose();
            Assert.Equal([.. before, .. before], File.ReadAllBytes(folder.Events));
        }
    }

    [Fact]
    public void The_clock_goes_on_where_it_stopped()
    {
        WriteSteps(5);
        var clock = Stopwatch.StartNew();
        using (var writer = RunWriter.Resume(folder, 4))
            writer.Write(new RunEvent(RunKind.Step, 5));
        double taken = clock.Elapsed.TotalSeconds;
        var times = RunReader.Read(folder).Select(e => e.Seconds).ToList();
        Assert.InRange(times[^1], 2.0, 2.001 + taken);
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void Only_one_writer_at_a_time()
    {
        using (var first = RunWriter.Start(folder))
        {
            var error = Assert.Throws<RunException>(() => RunWriter.Resume(folder, 0));
            Assert.Contains("another process", error.Message);
        }
        RunWriter.Resume(folder, 0).Dispose();
    }

    [Fact]
    public void A_run_with_events_is_not_begun_again()
    {
        WriteSteps(1);
        Assert.Contains("--resume", Assert.Throws<RunException>(() => RunWriter.Start(folder)).Message);
        RunWriter.Resume(folder, 1).Dispose();
    }

    [Fact]
    public void A_folder_that_is_gone_is_reported()
    {
        Directory.Delete(folder.Path, recursive: true);
        Assert.Contains("does not exist", Assert.Throws<FileException>(() => RunWriter.Start(folder)).Message);
    }

    [Fact]
    public void A_full_disk_says_so_at_the_next_call_and_ever_after()
    {
        if (!File.Exists("/dev/full"))
            return; // the device that is always full exists on Linux only
        File.Delete(folder.Events);
        File.CreateSymbolicLink(folder.Events, "/dev/full");
        var writer = RunWriter.Start(folder);
        writer.Write(new RunEvent(RunKind.Note, 0));
        Assert.Contains("the disk is full", Assert.Throws<FileException>(() => writer.Flush()).Message);
        Assert.Contains("the disk is full", Assert.Throws<FileException>(() => writer.Write(new RunEvent(RunKind.Note, 1))).Message);
        writer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => writer.Write(new RunEvent(RunKind.Note, 2)));
    }

    [Fact]
    public void Writing_from_many_threads_tears_nothing()
    {
        using (var writer = RunWriter.Start(folder))
            Parallel.For(0, 2000, i => writer.Write(new RunEvent(RunKind.Note, i) { [RunField.Text] = $"block{i}.weight" }));
        var reader = new RunReader(folder);
        Assert.Equal(2000, reader.ReadNew().Select(e => e.Step).Distinct().Count());
        Assert.Equal(0, reader.Damaged);
    }
}
