using Nabla.Data;
using Nabla.Data.Readers;

namespace Nabla.Tests.Data.Readers;

public class IdxTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static byte[] Idx(int[] extents, byte[] values, byte type = 8)
    {
        var header = new List<byte> { 0, 0, type, (byte)extents.Length };
        foreach (int e in extents) header.AddRange([(byte)(e >> 24), (byte)(e >> 16), (byte)(e >> 8), (byte)e]);
        return [.. header, .. values];
    }

    static byte[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)i)];

    string WriteSet(byte[]? trainLabels = null, byte[]? testLabels = null, bool zip = false, string separator = "-")
    {
        byte[] Form(byte[] bytes) => zip ? TemporaryFolder.Zip(bytes) : bytes;
        string end = zip ? ".gz" : "";
        folder.Write($"set/train-images{separator}idx3-ubyte{end}", Form(Idx([4, 2, 3], Ramp(24))));
        folder.Write($"set/train-labels{separator}idx1-ubyte{end}", Form(Idx([(trainLabels ??= [0, 1, 2, 1]).Length], trainLabels)));
        folder.Write($"set/t10k-images{separator}idx3-ubyte{end}", Form(Idx([2, 2, 3], Ramp(12))));
        folder.Write($"set/t10k-labels{separator}idx1-ubyte{end}", Form(Idx([(testLabels ??= [2, 0]).Length], testLabels)));
        return Path.Combine(folder.Root, "set");
    }

    string Fails(Action read) => Assert.Throws<DataException>(read).Message;

    [Theory]
    [InlineData(false, "-")]
    [InlineData(true, "-")]
    [InlineData(false, ".")]
    public void A_folder_of_four_files_is_read(bool zip, string separator)
    {
        var split = IdxFolder.Read(WriteSet(zip: zip, separator: separator), "tiny");
        Assert.Equal((4L, 2L), (split.Train.Count!.Value, split.Test.Count!.Value));
        Assert.Equal([1, 2, 3], split.Train.Input.Shape);
        Assert.Equal(["0", "1", "2"], split.Train.Target.ClassNames);
        var image = new float[6];
        var label = new int[1];
        split.Train.Read(2, image, label);
        Assert.Equal(12 / 255f, image[0]);
        Assert.Equal(2, label[0]);
        Assert.True(IdxFolder.Format.Is(Path.Combine(folder.Root, "set")));
        Assert.False(IdxFolder.Format.Is(folder.Root));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        string set = WriteSet();
        File.Delete(Path.Combine(set, "t10k-labels-idx1-ubyte"));
        Assert.Contains("t10k-labels-idx1-ubyte", Fails(() => IdxFolder.Read(set, "tiny")));
    }

    [Fact]
    public void Counts_that_do_not_match_are_refused() => Assert.Contains("4 images", Fails(() => IdxFolder.Read(WriteSet(trainLabels: [0, 1, 2]), "tiny")));

    [Fact]
    public void Labels_out_of_range_are_refused()
    {
        Assert.Contains("label 1 is 9", Fails(() => IdxFolder.Read(WriteSet(testLabels: [0, 9]), "tiny")));
        Assert.Contains("label 3 is 200", Fails(() => IdxFolder.Read(WriteSet(trainLabels: [0, 1, 2, 200]), "tiny", ["a", "b", "c"])));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_cut_off_anywhere_is_refused(bool zip)
    {
        var whole = Idx([4, 2, 3], Ramp(24));
        if (zip) whole = TemporaryFolder.Zip(whole);
        for (int length = 0; length < whole.Length; length++)
        {
            string path = folder.Write("cut", whole[..length]);
            // All data is there if only the end mark and the checksum of a gzip file are missing.
            if (zip && length >= whole.Length - 10) continue;
            Assert.Contains(path, Fails(() => IdxFile.Read(path, 3)));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_byte_too_many_is_refused(bool zip)
    {
        byte[] whole = Idx([4, 2, 3], Ramp(25));
        string path = folder.Write("long", zip ? TemporaryFolder.Zip(whole) : whole);
        Assert.Contains("after", Fails(() => IdxFile.Read(path, 3)));
    }

    [Fact]
    public void Damaged_gzip_is_refused()
    {
        var whole = TemporaryFolder.Zip(Idx([40, 20, 30], [.. Enumerable.Range(0, 24_000).Select(i => (byte)(i * i >> 3))]));
        for (int i = 0; i < 40; i++) whole[whole.Length / 2 + i] ^= 0x5A;
        string path = folder.Write("bad.gz", whole);
        Assert.Contains(path, Fails(() => IdxFile.Read(path, 3)));
    }

    [Fact]
    public void A_gzip_bomb_is_not_unpacked()
    {
        string path = folder.Write("bomb.gz", TemporaryFolder.Zip([.. Idx([4, 2, 3], Ramp(24)), .. new byte[50_000_000]]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("after", Fails(() => IdxFile.Read(path, 3)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Theory]
    [InlineData(2000000000, 1, 1)]
    [InlineData(2000000000, 28, 28)]
    [InlineData(2147483647, 2147483647, 2147483647)]
    [InlineData(-1, 28, 28)]
    [InlineData(0, 28, 28)]
    [InlineData(4, 0, 3)]
    public void Extents_that_lie_allocate_nothing(int a, int b, int c)
    {
        foreach (bool zip in new[] { false, true })
        {
            var bytes = Idx([a, b, c], Ramp(24));
            string path = folder.Write("lie", zip ? TemporaryFolder.Zip(bytes) : bytes);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Contains(path, Fails(() => IdxFile.Read(path, 3)));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        }
    }

    [Fact]
    public void Other_formats_are_refused()
    {
        Assert.Contains("another format", Fails(() => IdxFile.Read(folder.Write("a", "PK, not IDX at all"), 3)));
        Assert.Contains("0x0D", Fails(() => IdxFile.Read(folder.Write("b", Idx([1], [0, 0, 0, 0], type: 0x0D)), 1)));
        Assert.Contains("expected 3", Fails(() => IdxFile.Read(folder.Write("c", Idx([4], Ramp(4))), 3)));
        Assert.Contains("nowhere", Fails(() => IdxFile.Read(Path.Combine(folder.Root, "nowhere"), 3)));
        Assert.Contains(folder.Root, Fails(() => IdxFile.Read(folder.Root, 3)));
    }
}
