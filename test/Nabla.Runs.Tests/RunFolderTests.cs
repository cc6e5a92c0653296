using Nabla.Files;

namespace Nabla.Runs.Tests;

public sealed class RunFolderTests : IDisposable
{
    readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void A_name_already_taken_is_numbered()
    {
        Assert.Equal("first", RunFolder.Create(temporary.In("first")).Name);
        Assert.Equal("first-2", RunFolder.Create(temporary.In("first")).Name);
        Assert.Equal("first-3", RunFolder.Create(temporary.In("first/")).Name);
    }

    [Fact]
    public void A_folder_with_anything_in_it_is_not_taken_over()
    {
        Directory.CreateDirectory(temporary.In("mine"));
        File.WriteAllText(temporary.In("mine/letter.txt"), "dear");
        Assert.Equal("mine-2", RunFolder.Create(temporary.In("mine")).Name);
        var error = Assert.Throws<RunException>(() => RunFolder.CreateExactly(temporary.In("mine")));
        Assert.Contains("--resume", error.Message);
    }

    [Fact]
    public void An_empty_folder_is_used() =>
        Assert.Equal("empty", RunFolder.Create(Directory.CreateDirectory(temporary.In("empty")).FullName).Name);

    [Fact]
    public void Two_at_once_never_share_a_folder()
    {
        var names = new string[16];
        Parallel.For(0, 16, i => names[i] = RunFolder.Create(temporary.In("same")).Name);
        Assert.Equal(16, names.Distinct().Count());
    }

    [Theory]
    [InlineData("my run", "my-run")]
    [InlineData("a/..", "run")]
    [InlineData("größe", "gr-e")]
    [InlineData(".hidden", "hidden")]
    [InlineData("con", "run-con")]
    [InlineData("", "run")]
    public void Unsafe_names_have_a_safe_neighbour(string name, string safe)
    {
        Assert.False(RunName.IsSafe(name));
        Assert.Equal(safe, RunName.MakeSafe(name.Split('/')[^1]));
        Assert.True(RunName.IsSafe(safe));
    }

    [Fact]
    public void An_unsafe_name_is_refused_with_a_better_one()
    {
        var error = Assert.Throws<RunException>(() => RunFolder.Create(temporary.In("my run!")));
        Assert.Contains("such as 'my-run'", error.Message);
        Assert.Throws<RunException>(() => RunFolder.Create(""));
        Assert.Throws<RunException>(() => RunFolder.Create("a\0b"));
    }

    [Fact]
    public void A_missing_run_names_its_neighbours()
    {
        RunFolder.Create(temporary.In("alpha"));
        RunFolder.Create(temporary.In("beta"));
        var error = Assert.Throws<RunException>(() => RunFolder.Open(temporary.In("gamma")));
        Assert.Contains("There is no run at", error.Message);
        Assert.Contains("alpha", error.Message);
        Assert.Contains("beta", error.Message);
        Assert.Contains("nabla train", Assert.Throws<RunException>(() => RunFolder.Open(temporary.In("no/run/here"))).Message);
        Directory.CreateDirectory(temporary.In("hollow"));
        Assert.Contains("holds no run", Assert.Throws<RunException>(() => RunFolder.Open(temporary.In("hollow"))).Message);
    }

    [Fact]
    public void An_existing_run_opens_and_is_listed()
    {
        var made = RunFolder.Create(temporary.In("run"));
        Assert.Equal(made.Path, RunFolder.Open(temporary.In("run") + Path.DirectorySeparatorChar).Path);
        Assert.Equal("run", Assert.Single(RunFolder.List(temporary.Path)).Name);
        Assert.Empty(RunFolder.List(temporary.In("nowhere")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_says_why()
    {
        File.WriteAllText(temporary.In("file"), "");
        var error = Assert.Throws<FileException>(() => RunFolder.Create(temporary.In("file/run")));
        Assert.StartsWith("Cannot make the run folder", error.Message);
    }
}
