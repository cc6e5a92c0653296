using System.Runtime.InteropServices;
using System.Text;
using Nabla.Checkpoints;
using Nabla.Devices;
using Nabla.Tensors;

namespace Nabla.Tests.Checkpoints;

public sealed class SafetensorsFileTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Save(SafetensorsWriter writer)
    {
        using var stream = File.Create(folder.Path("saved.safetensors"));
        writer.Write(stream);
        return folder.Path("saved.safetensors");
    }

    SafetensorsFile Open(string header, byte[] data) => SafetensorsFile.Open(folder.Write(SafetensorsBytes.Of(Encoding.UTF8.GetBytes(header), data)));

    public static TheoryData<DataType> Types => [DataType.Float32, DataType.Float64, DataType.Int32, DataType.Int64];

    [Theory, MemberData(nameof(Types))]
    public void What_was_written_is_read(DataType type)
    {
        Shape[] shapes = [[], [0], [1], [7], [3, 0, 2], [2, 3, 4], [1, 2, 1, 2, 1, 2, 1, 2]];
        var random = new Random(5);
        var writer = new SafetensorsWriter(new Dictionary<string, string> { ["purpose"] = "trial ∇" });
        var expected = new List<byte[]>();
        foreach (var shape in shapes)
        {
            var bytes = new byte[shape.Count * type.Size];
            random.NextBytes(bytes);
            expected.Add(bytes);
            writer.Add($"layer{expected.Count}.größe", type, shape, bytes);
        }
        using var file = SafetensorsFile.Open(Save(writer));
        Assert.Equal("trial ∇", file.Metadata["purpose"]);
        Assert.Equal(shapes.Length, file.Entries.Count);
        for (int i = 0; i < shapes.Length; i++)
        {
            var entry = file[$"layer{i + 1}.größe"];
            Assert.Equal(shapes[i], entry.Shape);
            Assert.Equal(type, entry.Type.DataType);
            Assert.Equal(expected[i], file.ReadBytes(entry));
        }
    }

    [Fact]
    public void Parts_of_a_tensor_can_be_read()
    {
        using var file = Open("""{"w":{"dtype":"U8","shape":[6],"data_offsets":[0,6]}}""", [1, 2, 3, 4, 5, 6]);
        var part = new byte[2];
        file.ReadPart(file["w"], 3, part);
        Assert.Equal([4, 5], part);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadPart(file["w"], 5, part));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadPart(file["w"], -1, part));
        Assert.Throws<ArgumentException>(() => file.Read(file["w"], part));
    }

    [Fact]
    public void Every_half_is_read_exactly()
    {
        ushort[] bits = [.. Enumerable.Range(0, 65536).Select(i => (ushort)i)];
        byte[] data = MemoryMarshal.AsBytes(bits.AsSpan()).ToArray();
        using var file = Open("""{"h":{"dtype":"F16","shape":[65536],"data_offsets":[0,131072]},"b":{"dtype":"BF16","shape":[256,256],"data_offsets":[131072,262144]}}""", [.. data, .. data]);
        float[] halves = new float[65536], brains = new float[65536];
        file.ReadFloats(file["h"], halves);
        file.ReadFloats(file["b"], brains);
        foreach (ushort bit in bits)
        {
            Assert.Equal((float)BitConverter.UInt16BitsToHalf(bit), halves[bit]);
            Assert.Equal(bit << 16, BitConverter.SingleToInt32Bits(brains[bit]));
        }
        Assert.Equal([1f, -2f, 65504f, 5.9604645e-8f], new[] { halves[0x3C00], halves[0xC000], halves[0x7BFF], halves[1] });
        Assert.Equal([1f, -2f], new[] { brains[0x3F80], brains[0xC000] });
    }

    [Fact]
    public void Only_real_numbers_are_read_as_floats()
    {
        using var file = Open("""{"i":{"dtype":"I32","shape":[1],"data_offsets":[0,4]},"f":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", [1, 0, 0, 0, 0, 0, 0x80, 0x3F]);
        var one = new float[1];
        file.ReadFloats(file["f"], one);
        Assert.Equal(1, one[0]);
        Assert.Contains("is I32, not F32, F16 or BF16", Assert.Throws<CheckpointException>(() => file.ReadFloats(file["i"], one)).Message);
        Assert.Throws<ArgumentException>(() => file.ReadFloats(file["f"], new float[2]));
    }

    [Theory]
    [InlineData("BOOL", 8)]
    [InlineData("U8", 8)]
    [InlineData("F8_E4M3", 8)]
    [InlineData("U16", 16)]
    [InlineData("C64", 64)]
    [InlineData("U64", 64)]
    [InlineData("F6_E2M3", 6)]
    [InlineData("F4", 4)]
    public void Types_that_Nabla_does_not_compute_with_are_listed(string name, int bits)
    {
        int bytes = 4 * bits / 8;
        using var file = Open($$$"""{"w":{"dtype":"{{{name}}}","shape":[4],"data_offsets":[0,{{{bytes}}}]}}""", new byte[bytes]);
        Assert.Equal(name, file["w"].Type.Name);
        Assert.Null(file["w"].Type.DataType);
        Assert.Equal(bytes, file["w"].ByteCount);
    }

    [Fact]
    public void Entries_come_in_the_order_of_their_bytes()
    {
        using var file = Open("""{"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]},"e":{"dtype":"U8","shape":[0],"data_offsets":[1,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", new byte[3]);
        Assert.Equal(["a", "e", "b"], file.Entries.Select(entry => entry.Name));
    }

    [Theory]
    [InlineData("  \n\t{} ")]
    [InlineData("""{"w":{"dtype":"F32","shape":[0,5],"data_offsets":[0,0]}}""")]
    [InlineData("""{"w":{"dtype":"F32","shape":[0,2147483647,2147483647],"data_offsets":[0,0]}}          """)]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"b":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""")]
    [InlineData("""{"__metadata__":{},"":{"data_offsets":[0,0],"shape":[0],"dtype":"I64"}}""")]
    public void Odd_but_sound_headers_are_accepted(string header)
    {
        using var file = Open(header, []);
        Assert.All(file.Entries, entry => Assert.Empty(file.ReadBytes(entry)));
    }

    [Fact]
    public void A_scalar_has_no_axes()
    {
        using var file = Open("""{"w":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", [0, 0, 0x80, 0x3F]);
        Assert.Equal(0, file["w"].Shape.Rank);
        Assert.Equal([0, 0, 0x80, 0x3F], file.ReadBytes(file["w"]));
    }

    [Fact]
    public void A_name_that_is_not_there_is_named()
    {
        using var file = Open("{}", []);
        Assert.Null(file.Find("w"));
        Assert.Contains("no tensor 'w'", Assert.Throws<CheckpointException>(() => file["w"]).Message);
    }

    [Fact]
    public void A_file_cut_short_after_opening_is_noticed()
    {
        string path = folder.Write(SafetensorsBytes.Of("""{"w":{"dtype":"U8","shape":[100],"data_offsets":[0,100]}}""", 100));
        using var file = SafetensorsFile.Open(path);
        using (var cut = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) cut.SetLength(120);
        Assert.Contains("earlier than when it was opened", Assert.Throws<CheckpointException>(() => file.ReadBytes(file["w"])).Message);
    }
}
