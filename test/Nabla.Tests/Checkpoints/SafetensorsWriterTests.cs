using Nabla.Files;
using System.Text;
using Nabla.Checkpoints;
using Nabla.Devices;

namespace Nabla.Tests.Checkpoints;

public class SafetensorsWriterTests
{
    static byte[] Write(SafetensorsWriter writer)
    {
        var stream = new MemoryStream();
        writer.Write(stream);
        return stream.ToArray();
    }

    [Fact]
    public void A_tiny_file_is_right_to_the_byte()
    {
        var writer = new SafetensorsWriter();
        writer.Add("w", DataType.Float32, [2], new byte[] { 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0 }); // 1, −2
        const string Header = """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  """;
        Assert.Equal(56, Header.Length);
        byte[] expected = [56, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Header), 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0];
        Assert.Equal(expected, Write(writer));
    }

    [Fact]
    public void A_file_with_metadata_and_several_types_is_right_to_the_byte()
    {
        var writer = new SafetensorsWriter(new Dictionary<string, string> { ["version"] = "1", ["format"] = "nabla" });
        writer.Add("a", DataType.Int32, [], new byte[] { 1, 0, 0, 0 });
        writer.Add("b", DataType.Float64, [1, 1], new byte[] { 0, 0, 0, 0, 0, 0, 0xF0, 0x3F });
        writer.Add("c", DataType.Float32, [0, 3], Array.Empty<byte>());
        writer.Add("d", DataType.Int64, [1], new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF });
        const string Header = """{"__metadata__":{"format":"nabla","version":"1"},"b":{"dtype":"F64","shape":[1,1],"data_offsets":[0,8]},"d":{"dtype":"I64","shape":[1],"data_offsets":[8,16]},"a":{"dtype":"I32","shape":[],"data_offsets":[16,20]},"c":{"dtype":"F32","shape":[0,3],"data_offsets":[20,20]}}""";
        int padded = (Header.Length + 7) / 8 * 8;
        byte[] data = [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0];
        Assert.Equal(SafetensorsBytes.Of(Encoding.ASCII.GetBytes(Header.PadRight(padded)), data), Write(writer));
    }

    [Fact]
    public void A_file_without_tensors_is_an_empty_object() => Assert.Equal(SafetensorsBytes.Of("{}      ", 0), Write(new SafetensorsWriter()));

    [Fact]
    public void Headers_end_at_a_multiple_of_eight_bytes()
    {
        for (int length = 1; length < 20; length++)
        {
            var writer = new SafetensorsWriter();
            writer.Add(new string('n', length), DataType.Float32, [0], Array.Empty<byte>());
            Assert.Equal(0, Write(writer).Length % 8);
        }
    }

    [Fact]
    public void Metadata_of_many_megabytes_comes_back_and_quotes_do_not_blow_it_up()
    {
        string path = Path.Combine(Path.GetTempPath(), $"nabla-writer-{Guid.NewGuid():N}.safetensors"), text = string.Concat(Enumerable.Repeat("\"∇\",\n", 4_000_000));
        try
        {
            File.WriteAllBytes(path, Write(new(new Dictionary<string, string> { ["tokenizer"] = text })));
            Assert.InRange(new FileInfo(path).Length, 40_000_000, 40_000_100);
            using SafetensorsFile file = SafetensorsFile.Open(path);
            Assert.Equal(text, file.Metadata["tokenizer"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void What_would_not_be_read_is_not_written()
    {
        var many = new SafetensorsWriter();
        for (int i = 0; i <= 200_000; i++) many.Add($"{i}", DataType.Float32, [0], Array.Empty<byte>());
        Assert.Contains("of 200001 tensors", Assert.Throws<FileException>(() => Write(many)).Message);
        var large = new SafetensorsWriter(new Dictionary<string, string> { ["notes"] = new('\u0001', 17_000_000) });
        Assert.Contains("take 102000", Assert.Throws<FileException>(() => Write(large)).Message);
    }

    [Fact]
    public void A_name_is_taken_once()
    {
        var writer = new SafetensorsWriter();
        writer.Add("w", DataType.Float32, [0], Array.Empty<byte>());
        Assert.Contains("'w' is taken", Assert.Throws<ArgumentException>(() => writer.Add("w", DataType.Float32, [0], Array.Empty<byte>())).Message);
        Assert.Throws<ArgumentException>(() => writer.Add("__metadata__", DataType.Float32, [0], Array.Empty<byte>()));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    public void Bytes_must_fit_the_shape(int count)
    {
        var writer = new SafetensorsWriter();
        Assert.Contains("so 8 bytes", Assert.Throws<ArgumentException>(() => writer.Add("w", DataType.Float32, [2], new byte[count])).Message);
        writer.Add("w", DataType.Float32, [2], stream => stream.Write(new byte[count]));
        Assert.Contains($"got {count}", Assert.Throws<InvalidOperationException>(() => Write(writer)).Message);
    }
}
