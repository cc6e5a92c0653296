using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Nabla.Data;
using Nabla.Data.Readers;

namespace Nabla.Tests.Data.Readers;

public class NpyTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static byte[] Npy(string header, byte[] values, byte version = 1)
    {
        byte[] text = Encoding.ASCII.GetBytes(header + "\n"), length = new byte[version == 1 ? 2 : 4];
        if (version == 1) BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        else BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. values];
    }

    static string Header(string type, string shape, string order = "False") => $"{{'descr': '{type}', 'fortran_order': {order}, 'shape': ({shape}), }}";

    string Write<T>(string name, string type, string shape, params T[] values) where T : unmanaged =>
        folder.Write(name, Npy(Header(type, shape), MemoryMarshal.AsBytes<T>(values).ToArray()));

    [Fact]
    public void Names_may_have_commas()
    {
        string x = Write("a,b/x.npy", "<f4", "2, 1", 1f, 2f), y = Write("a,b/y.npy", "<i4", "2,", 0, 1);
        var options = new DataOptions { IsWhole = true };
        Assert.Equal(2, NpyPair.Format.Load(Path.GetDirectoryName(x)!, options).Train.Count);
        Assert.Equal(2, NpyPair.Format.Load($"{x},{y}", options).Train.Count);
        Assert.Contains("y.npyz", Fails(() => NpyPair.Format.Load($"{x},{y}z", options)));
    }

    string Fails(Action read) => Assert.Throws<DataException>(read).Message;

    [Fact]
    public void Every_element_type_is_read()
    {
        double[] Values(string path)
        {
            var file = NpyFile.Read(path);
            return [.. Enumerable.Range(0, (int)file.Shape.Count).Select(i => file.Type.Read(file.Values, i))];
        }
        Assert.Equal([1.5, -2], Values(Write("a", "<f4", "2,", 1.5f, -2f)));
        Assert.Equal([1.5, -2], Values(Write("a", "<f8", "2,", 1.5, -2d)));
        Assert.Equal([1.5, -2], Values(Write("a", "<f2", "2,", (Half)1.5, (Half)(-2))));
        Assert.Equal([1, 255], Values(Write<byte>("a", "|u1", "2,", 1, 255)));
        Assert.Equal([1, -1], Values(Write<sbyte>("a", "|i1", "2,", 1, -1)));
        Assert.Equal([1, 0], Values(Write("a", "|b1", "2,", true, false)));
        Assert.Equal([1, 65535], Values(Write<ushort>("a", "<u2", "2,", 1, 65535)));
        Assert.Equal([1, -3], Values(Write<short>("a", "<i2", "2,", 1, -3)));
        Assert.Equal([1, 4e9], Values(Write<uint>("a", "<u4", "2,", 1, 4_000_000_000)));
        Assert.Equal([1, -3], Values(Write("a", "<i4", "2,", 1, -3)));
        Assert.Equal([1, 5e9], Values(Write<ulong>("a", "<u8", "2,", 1, 5_000_000_000)));
        Assert.Equal([1, -5e9], Values(Write<long>("a", "<i8", "2,", 1, -5_000_000_000)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_version_is_read(byte version)
    {
        var file = NpyFile.Read(folder.Write("v", Npy(Header("|u1", "2, 3"), [1, 2, 3, 4, 5, 6], version)));
        Assert.Equal([2, 3], file.Shape);
    }

    [Fact]
    public void A_pair_of_rows_and_labels()
    {
        var set = NpyPair.Read(Write("x.npy", "<f8", "3, 2", 1d, 2d, 3d, 4d, 5d, 6d), Write<long>("y.npy", "<i8", "3,", 2, 0, 2), "pair");
        Assert.Equal([2], set.Input.Shape);
        Assert.Equal(3, set.Target.ClassNames.Count);
        var row = new float[2];
        set.Read(1, row, default);
        Assert.Equal([3f, 4f], row);
        Assert.Equal(2, set.LabelOf(0));
    }

    [Fact]
    public void A_pair_of_rows_and_values()
    {
        var set = NpyPair.Read(Write("x.npy", "<i4", "2,", 7, 8), Write("y.npy", "<f4", "2, 2", 1f, 2f, 3f, 4f), "pair");
        Assert.Equal([1], set.Input.Shape);
        Assert.Equal([2], set.Target.Shape);
        Assert.IsType<RealField>(set.Target);
    }

    [Fact]
    public void Images_of_bytes_become_channels_first_and_0_to_1()
    {
        byte[] last = [.. Enumerable.Range(0, 2 * 2 * 3).Select(i => (byte)i)];
        var set = NpyPair.Read(folder.Write("x.npy", Npy(Header("|u1", "1, 2, 2, 3"), last)), Write("y.npy", "<i4", "1,", 0), "photos");
        Assert.Equal([3, 2, 2], set.Input.Shape);
        var image = new float[12];
        set.Read(0, image, default);
        Assert.Equal([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11], image.Select(v => (int)MathF.Round(v * 255)));
        var first = NpyPair.Read(folder.Write("x.npy", Npy(Header("|u1", "1, 3, 2, 2"), last)), Write("y.npy", "<i4", "1,", 0), "photos");
        Assert.Equal([3, 2, 2], first.Input.Shape);
        var gray = NpyPair.Read(folder.Write("x.npy", Npy(Header("|u1", "3, 2, 2"), last)), Write("y.npy", "<i4", "3,", 0, 0, 0), "photos");
        Assert.Equal([1, 2, 2], gray.Input.Shape);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Numbers_that_are_not_finite_are_refused_with_their_place(float bad)
    {
        string y = Write("y.npy", "<i4", "2,", 0, 1);
        Assert.Contains("row 1, column 2", Fails(() => NpyPair.Read(Write("x.npy", "<f4", "2, 3", 1, 2, 3, 4, 5, bad), y, "pair")));
        Assert.Contains("row 0, column 1", Fails(() => NpyPair.Read(Write("x.npy", "<f8", "2, 3", 1, bad, 3, 4, 5, 1d), y, "pair")));
        Assert.Contains("row 0, column 0", Fails(() => NpyPair.Read(Write("x.npy", "<f8", "2,", 1e300, 3), y, "pair")));
    }

    [Fact]
    public void Pairs_that_do_not_match_are_refused()
    {
        string x = Write("x.npy", "<f4", "2,", 1f, 2f);
        Assert.Contains("3", Fails(() => NpyPair.Read(x, Write("y.npy", "<i4", "3,", 0, 1, 2), "pair")));
        Assert.Contains("label 1 is -1", Fails(() => NpyPair.Read(x, Write("y.npy", "<i4", "2,", 0, -1), "pair")));
        Assert.Contains("label 1 is 2000000000", Fails(() => NpyPair.Read(x, Write("y.npy", "<i4", "2,", 0, 2_000_000_000), "pair")));
        Assert.Contains("one number per row", Fails(() => NpyPair.Read(x, Write("y.npy", "<i4", "2, 2", 0, 1, 2, 3), "pair")));
        Assert.Contains("holds no row", Fails(() => NpyPair.Read(Write("x.npy", "<f4", "", 1f), Write("y.npy", "<i4", "1,", 0), "pair")));
        Assert.Contains("holds no row", Fails(() => NpyPair.Read(Write<float>("x.npy", "<f4", "0, 3"), Write<int>("y.npy", "<i4", "0,"), "pair")));
    }

    [Fact]
    public void Headers_that_lie_allocate_nothing()
    {
        foreach (string shape in new[] { "2000000000,", "2000000000, 2000000000, 2000000000", "99999999999999999999,", "-1,", "3", "1,1,1,1,1,1,1,1,1" })
        {
            string path = folder.Write("lie", Npy(Header("<f4", shape), new byte[8]));
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Contains(path, Fails(() => NpyFile.Read(path)));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        }
        Assert.Contains("claims", Fails(() => NpyFile.Read(folder.Write("lie", [0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255]))));
    }

    [Theory]
    [InlineData(">f4", "2,", "False", "type '>f4'")]
    [InlineData("|O", "2,", "False", "type '|O'")]
    [InlineData("<c8", "1,", "False", "type '<c8'")]
    [InlineData("<f4", "2,", "True", "ascontiguousarray")]
    [InlineData("<f4", "2,", "Maybe", "fortran_order")]
    [InlineData("<f4", "two,", "False", "no shape")]
    public void Forms_that_are_not_read_say_so(string type, string shape, string order, string expected) =>
        Assert.Contains(expected, Fails(() => NpyFile.Read(folder.Write("a", Npy(Header(type, shape, order), new byte[8])))));

    [Fact]
    public void Other_files_and_cut_files_are_refused()
    {
        var whole = Npy(Header("<f4", "2,"), new byte[8]);
        for (int length = 0; length < whole.Length; length++)
        {
            string path = folder.Write("cut", whole[..length]);
            Assert.Contains(path, Fails(() => NpyFile.Read(path)));
        }
        Assert.Contains("after", Fails(() => NpyFile.Read(folder.Write("long", [.. whole, 0]))));
        Assert.Contains("another format", Fails(() => NpyFile.Read(folder.Write("text", "just some words"))));
        Assert.Contains("version 9", Fails(() => NpyFile.Read(folder.Write("v", Npy(Header("<f4", "2,"), new byte[8], 9)))));
        Assert.Contains("descr", Fails(() => NpyFile.Read(folder.Write("rec", Npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", new byte[8])))));
    }
}
