using System.Formats.Tar;
using System.Net;
using System.Security.Cryptography;
using Nabla.Catalog;
using Nabla.Data;
using Nabla.Testing;
using Nabla.Tests.Data.Readers;

namespace Nabla.Tests.Catalog;

public class DataCatalogTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Answers as told, without a network.</summary>
    sealed class Answers(Func<HttpRequestMessage, CancellationToken, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public int Requests;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
        {
            Requests++;
            return Task.Run(() => answer(request, cancellation), cancellation);
        }
    }

    static Answers Sending(byte[] bytes) => new((_, _) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) });

    DataCatalog Catalog(HttpMessageHandler? handler = null, double seconds = 600) =>
        new(Path.Combine(folder.Root, "data"), Path.Combine(folder.Root, "cache"), handler ?? new Answers((_, _) => throw new HttpRequestException("no network here")), TimeSpan.FromSeconds(seconds));

    string Fails(Action load) => Assert.Throws<DataException>(load).Message;

    [Theory]
    [InlineData("glyphs", null, 10)]
    [InlineData("moons", 1000, 2)]
    [InlineData("circles", 1000, 2)]
    [InlineData("spirals", 1000, 2)]
    [InlineData("xor", 1000, 2)]
    [InlineData("blobs", 1000, 3)]
    public void Generated_sets_need_no_file(string name, int? count, int classes)
    {
        var split = Catalog().Load(name, new() { Seed = 3 });
        Assert.Equal(count, split.Train.Count);
        Assert.Equal(classes, split.Test.Target.ClassNames.Count);
        Assert.Equal("", Catalog().Find(name));
    }

    [Fact]
    public void A_set_is_found_under_the_root_before_the_cache()
    {
        string text = string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{i % 2}\n"));
        Assert.Null(Catalog().Find("iris"));
        string cached = Path.GetDirectoryName(folder.Write("cache/iris/iris.csv", text))!;
        Assert.Equal(cached, Catalog().Find("iris"));
        Assert.Equal(Path.GetDirectoryName(folder.Write("data/iris/iris.csv", text)), Catalog().Get("iris"));
        var split = Catalog().Load("iris", new() { TestShare = 0.25 });
        Assert.Equal((15L, 5L), (split.Train.Count!.Value, split.Test.Count!.Value));
    }

    [Fact]
    public void Digits_are_images_from_0_to_1()
    {
        string Table(int pixel) => string.Concat(Enumerable.Range(0, 20).Select(i => string.Join(',', Enumerable.Repeat(pixel, 64)) + $",{i % 10}\n"));
        folder.Write("data/digits/digits.csv.gz", TemporaryFolder.Zip(System.Text.Encoding.ASCII.GetBytes(Table(8))));
        var split = Catalog().Load("digits", new() { TestShare = 0.5 });
        Assert.Equal([1, 8, 8], split.Train.Input.Shape);
        var image = new float[64];
        split.Train.Read(0, image, default);
        Assert.All(image, pixel => Assert.Equal(0.5f, pixel));
        folder.Write("data/digits/digits.csv.gz", TemporaryFolder.Zip(System.Text.Encoding.ASCII.GetBytes(Table(17))));
        Assert.Contains("expected 0 to 16", Fails(() => Catalog().Load("digits")));
    }

    [Fact]
    public void A_failed_fetch_says_what_to_fetch_by_hand_and_where_to_put_it()
    {
        string message = Fails(() => Catalog().Load("mnist"));
        Assert.Contains("no network here", message);
        Assert.Contains("train-images-idx3-ubyte.gz", message);
        Assert.Contains(Path.Combine(folder.Root, "cache", "mnist"), message);
        Assert.Contains("NABLA_DATA", message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_file_with_another_checksum_or_length_is_not_kept()
    {
        Assert.Contains("SHA-256", Fails(() => Catalog(Sending(new byte[2734])).Get("iris")));
        Assert.Contains("sent 9 bytes, expected 2734", Fails(() => Catalog(Sending(new byte[9])).Get("iris")));
        Assert.Contains("more than the 2734 bytes", Fails(() => Catalog(Sending(new byte[1 << 20])).Get("iris")));
        Assert.Contains("404", Fails(() => Catalog(new Answers((_, _) => new(HttpStatusCode.NotFound))).Get("iris")));
        Assert.Empty(Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories));
    }

    // Two that wait for the same silent server: the one with little patience gives up while the other still waits.
    [Fact]
    public async Task A_silent_server_is_given_up_after_the_time_that_was_given()
    {
        using var over = new CancellationTokenSource();
        var silent = new Answers((_, cancellation) =>
        {
            WaitHandle.WaitAny([cancellation.WaitHandle, over.Token.WaitHandle]);
            throw cancellation.IsCancellationRequested ? new OperationCanceledException(cancellation) : new HttpRequestException("it ended");
        });
        var patient = Task.Run(() => Fails(() => Catalog(silent).Get("wine")));
        Patience.Until(() => silent.Requests > 0);
        Assert.Contains("no answer within", Fails(() => Catalog(silent, seconds: 0.1).Get("iris")));
        Assert.False(patient.IsCompleted);
        over.Cancel();
        Assert.Contains("it ended", await patient);
    }

    [Fact]
    public void Fetched_files_are_checked_renamed_and_unpacked()
    {
        var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, leaveOpen: true))
            foreach (string name in new[] { "cifar-10-batches-bin/data_batch_1.bin", "../../test_batch.bin" })
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1, 2, 3]) });
        byte[] bytes = TemporaryFolder.Zip(archive.ToArray());
        var file = new KnownFile("set.tar.gz", bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), "http://first.invalid/", "http://second.invalid/");
        string target = Path.Combine(folder.Root, "deep", "set");
        new Download(new Answers((request, _) => request.RequestUri!.Host == "first.invalid" ? throw new HttpRequestException("gone")
            : new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) }), Patience.Limit).Fetch(file, target);
        Assert.Equal(["data_batch_1.bin", "test_batch.bin"], Directory.GetFiles(target).Select(Path.GetFileName).Order());
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path.Combine(target, "test_batch.bin")));
    }

    [Fact]
    public void What_is_here_is_not_fetched_again()
    {
        folder.Write("cache/names/names.txt", "emma\nolivia");
        var answers = Sending([]);
        Assert.Equal(Path.Combine(folder.Root, "cache", "names"), Catalog(answers).Get("names"));
        Assert.Equal(0, answers.Requests);
    }

    [Fact]
    public void Unknown_names_and_formats_say_what_is_known()
    {
        Assert.Contains("did you mean 'mnist'", Fails(() => Catalog().Load("mnits")));
        Assert.Contains("did you mean 'glyphs'", Fails(() => Catalog().Get("glyph")));
        Assert.Contains("no such file", Fails(() => Catalog().Load(Path.Combine(folder.Root, "nothing"))));
        Assert.Contains("is read as text", Fails(() => Catalog().Load(folder.Write("a.parquet", "PAR1"), new() { Label = "price" })));
        Assert.Contains("inputs.npy,targets.npy", Fails(() => Catalog().Load(folder.Write("a.npy", "x"))));
        Assert.Contains("holds no set", Fails(() => Catalog().Load(folder.Root)));
        Assert.Contains("cannot be read", Fails(() => Catalog().Load(Path.Combine(folder.Root, "missing.csv"))));
    }

    [Fact]
    public void The_ending_tells_the_separator_and_not_the_folder()
    {
        string path = folder.Write("old.tsv.d/t.csv", string.Concat(Enumerable.Range(0, 10).Select(i => $"{i},{(i % 2 == 0 ? "even" : "odd")}\n")));
        Assert.Equal(["even", "odd"], Catalog().Load(path).Train.Target.ClassNames);
    }

    [Fact]
    public void A_table_is_loaded_by_path()
    {
        string path = folder.Write("t.tsv", string.Concat(Enumerable.Range(0, 10).Select(i => $"{(i % 2 == 0 ? "even" : "odd")}\t{i}\n")));
        var split = Catalog().Load(path, new() { TestShare = 0.4, Label = "0" });
        Assert.Equal((6L, 4L), (split.Train.Count!.Value, split.Test.Count!.Value));
        Assert.Equal(["even", "odd"], split.Train.Target.ClassNames);
    }

    [Fact]
    public void Every_known_set_has_homes_and_checksums()
    {
        Assert.Equal(DataCatalog.Known.Count, DataCatalog.Known.Select(known => known.Name).Distinct().Count());
        foreach (var known in DataCatalog.Known.Where(known => !known.IsGenerated))
        {
            Assert.NotEmpty(known.Needed);
            Assert.NotEmpty(known.Downloads);
            Assert.All(known.Downloads, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
            Assert.All(known.Downloads, file => Assert.All(file.Homes, home => Assert.True(Uri.IsWellFormedUriString(home, UriKind.Absolute))));
        }
    }
}
