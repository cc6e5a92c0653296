using Nabla.Data;
using Nabla.Data.Readers;

namespace Nabla.Tests.Data.Readers;

public class CifarTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static byte[] Records(params byte[] labels) => [.. labels.SelectMany((label, i) => new[] { label }.Concat(Enumerable.Range(0, 3072).Select(k => (byte)(k / 1024 * 50 + i + k % 7))))];

    void WriteSet(string? names = "ape\nbee\ncat\n")
    {
        folder.Write("data_batch_1.bin", Records(0, 1));
        folder.Write("data_batch_2.bin", Records(2));
        folder.Write("data_batch_10.bin", Records(1, 0));
        folder.Write("test_batch.bin", Records(2, 2));
        if (names is not null) folder.Write("batches.meta.txt", names);
    }

    string Fails() => Assert.Throws<DataException>(() => CifarFolder.Read(folder.Root, "c")).Message;

    [Fact]
    public void Batches_follow_in_the_order_of_their_numbers()
    {
        WriteSet();
        var split = CifarFolder.Read(folder.Root, "c");
        Assert.Equal((5L, 2L), (split.Train.Count!.Value, split.Test.Count!.Value));
        Assert.Equal([0, 1, 2, 1, 0], Enumerable.Range(0, 5).Select(i => split.Train.LabelOf(i)));
        Assert.Equal(["ape", "bee", "cat"], split.Train.Target.ClassNames);
        Assert.Equal([3, 32, 32], split.Train.Input.Shape);
        var image = new float[3072];
        split.Train.Read(1, image, default);
        Assert.Equal((1 + 0) / 255f, image[0]);
        Assert.Equal((100 + 1 + 3071 % 7) / 255f, image[3071]);
    }

    [Fact]
    public void Without_names_the_usual_ten_are_meant()
    {
        WriteSet(names: null);
        Assert.Equal("truck", CifarFolder.Read(folder.Root, "c").Train.Target.ClassNames[9]);
    }

    [Fact]
    public void Damaged_sets_are_refused()
    {
        Assert.Contains("data_batch_1.bin", Fails());
        WriteSet();
        folder.Write("data_batch_2.bin", Records(3));
        Assert.Contains("record 0 has label 3", Fails());
        folder.Write("data_batch_2.bin", Records(2)[..3000]);
        Assert.Contains("3000 bytes", Fails());
        folder.Write("data_batch_2.bin", []);
        Assert.Contains("0 bytes", Fails());
        folder.Write("data_batch_2.bin", TemporaryFolder.Zip(Records(1)));
        Assert.Contains("compressed", Fails());
        WriteSet(names: "ape\nbee\nape\n");
        Assert.Contains("none twice", Fails());
        WriteSet();
        File.Delete(Path.Combine(folder.Root, "test_batch.bin"));
        Assert.Contains("test_batch.bin", Fails());
        Assert.Contains("no such folder", Assert.Throws<DataException>(() => CifarFolder.Read(Path.Combine(folder.Root, "no"), "c")).Message);
    }
}
