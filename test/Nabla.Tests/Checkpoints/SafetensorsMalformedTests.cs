using System.Text;
using Nabla.Checkpoints;

namespace Nabla.Tests.Checkpoints;

public sealed class SafetensorsMalformedTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    void Refused(byte[] bytes, string part)
    {
        string path = folder.Write(bytes);
        var error = Assert.Throws<CheckpointException>(() => SafetensorsFile.Open(path));
        Assert.StartsWith(path, error.Message);
        Assert.Contains(part, error.What);
        Assert.NotEmpty(error.Remedy);
        Assert.DoesNotContain('\n', error.Message);
        Assert.True(error.Message.Length < 600, error.Message);
    }

    static string Entry(string name, string type, string shape, string range) => $$$"""{"{{{name}}}":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":{{{range}}}}}""";

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Files_too_short_for_a_header_length(int length) => Refused(new byte[length], $"it has {length} bytes");

    [Fact]
    public void A_header_of_more_than_100_million_bytes() => Refused(SafetensorsBytes.Of(100_000_001, Encoding.ASCII.GetBytes("{}")), "at most 100000000");

    [Fact]
    public void A_header_length_beyond_any_file() => Refused(SafetensorsBytes.Of(ulong.MaxValue, Encoding.ASCII.GetBytes("{}")), "18446744073709551615");

    [Fact]
    public void A_header_past_the_end() => Refused(SafetensorsBytes.Of(3, Encoding.ASCII.GetBytes("{}")), "would take 3 bytes, but 2 are there");

    [Fact]
    public void A_header_of_no_bytes() => Refused(SafetensorsBytes.Of("", 0), "not valid JSON");

    [Fact]
    public void A_header_that_is_not_UTF8() => Refused(SafetensorsBytes.Of([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)'}'], []), "not UTF-8");

    [Theory]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("{}x")]
    [InlineData("{}{}")]
    [InlineData("{} \0")]
    [InlineData("{'a':1}")]
    [InlineData("{\"__metadata__\":{},}")]
    [InlineData("{/**/}")]
    [InlineData("\uFEFF{}")]
    public void A_header_that_is_not_JSON(string header) => Refused(SafetensorsBytes.Of(header, 0), "not valid JSON");

    [Theory]
    [InlineData("[]", "the header is not an object")]
    [InlineData("1", "the header is not an object")]
    [InlineData("""{"w":1}""", "tensor 'w' is not an object")]
    [InlineData("""{"w":{}}""", "tensor 'w' lacks one of dtype, shape and data_offsets")]
    [InlineData("""{"w":{"dtype":"F32","shape":[0]}}""", "tensor 'w' lacks")]
    [InlineData("""{"w":{"dtype":1}}""", "the dtype of tensor 'w' is not a text")]
    [InlineData("""{"w":{"shape":{}}}""", "the shape of tensor 'w' is not a list")]
    [InlineData("""{"w":{"data_offsets":[0]}}""", "an offset of tensor 'w' is not a number")]
    [InlineData("""{"w":{"data_offsets":[0,0,0]}}""", "no longer than two")]
    [InlineData("""{"w":{"dtype":"F32","dtype":"F32"}}""", "has the key 'dtype', unknown or for the second time")]
    [InlineData("""{"w":{"stride":[1]}}""", "has the key 'stride', unknown")]
    [InlineData("""{"__metadata__":[]}""", "__metadata__ is not an object")]
    [InlineData("""{"__metadata__":{"a":[[[[[[[[[[[[""", "metadata 'a' is not a text")]
    [InlineData("""{"__metadata__":{"a":1}}""", "metadata 'a' is not a text")]
    [InlineData("""{"__metadata__":{"a":"1","a":"1"}}""", "the metadata 'a' appears twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "the name '__metadata__' appears twice")]
    [InlineData("""{"\ud800":{}}""", "half a surrogate pair")]
    public void A_header_of_another_form(string header, string part) => Refused(SafetensorsBytes.Of(header, 0), part);

    [Fact]
    public void A_name_twice() => Refused(SafetensorsBytes.Of("""{"w":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\u0077":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2), "the name 'w' appears twice");

    [Theory]
    [InlineData("F31")]
    [InlineData("f32")]
    [InlineData("")]
    public void An_unknown_type(string type)
    {
        var error = Assert.Throws<CheckpointException>(() => SafetensorsFile.Open(folder.Write(SafetensorsBytes.Of(Entry("w", type, "[1]", "[0,4]"), 4))));
        Assert.Contains($"tensor 'w' has the unknown dtype '{type}'", error.What);
        Assert.Contains("BF16", error.Remedy);
    }

    [Theory]
    [InlineData("[3]", "[0,8]", "takes 12 bytes, but its offsets hold 8")]
    [InlineData("[2,2]", "[0,8]", "takes 16 bytes")]
    [InlineData("[]", "[0,8]", "takes 4 bytes")]
    [InlineData("[0]", "[0,8]", "takes 0 bytes")]
    public void A_shape_of_another_size_than_its_bytes(string shape, string range, string part) => Refused(SafetensorsBytes.Of(Entry("w", "F32", shape, range), 8), part);

    [Fact]
    public void Elements_that_fill_no_whole_byte() => Refused(SafetensorsBytes.Of(Entry("w", "F4", "[3]", "[0,1]"), 1), "takes 1.5 bytes");

    [Theory]
    [InlineData("[-1]")]
    [InlineData("[1.0]")]
    [InlineData("[1e2]")]
    [InlineData("[null]")]
    [InlineData("[[2]]")]
    [InlineData("[2,18446744073709551614]")]
    [InlineData("[2,9223372036854775807]")]
    [InlineData("[2147483648]")]
    [InlineData("[99999999999999999999999999999999999999]")]
    public void Extents_that_are_no_counts(string shape) => Refused(SafetensorsBytes.Of(Entry("w", "F32", shape, "[0,8]"), 8), "is not a whole number from 0 to 2147483647");

    [Theory]
    [InlineData("[2147483647,2147483647]")]
    [InlineData("[65536,65536,65536,65536]")]
    [InlineData("[2147483647,2147483647,2147483647,2147483647,2147483647,2147483647,2147483647,2147483647]")]
    public void Shapes_that_overflow(string shape) => Refused(SafetensorsBytes.Of(Entry("w", "F32", shape, "[0,8]"), 8), "too many elements");

    [Fact]
    public void More_axes_than_a_shape_has() => Refused(SafetensorsBytes.Of(Entry("w", "F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]"), 4), "more than 8 axes");

    [Theory]
    [InlineData("[8,0]", "ends at byte 0, before it begins at 8")]
    [InlineData("[-4,4]", "is not a whole number from 0 to the 8 bytes")]
    [InlineData("[0,9]", "is not a whole number from 0 to the 8 bytes")]
    [InlineData("[0,18446744073709551615]", "is not a whole number")]
    [InlineData("[0.5,8]", "is not a whole number")]
    public void Offsets_out_of_range(string range, string part) => Refused(SafetensorsBytes.Of(Entry("w", "F32", "[2]", range), 8), part);

    [Theory]
    [InlineData("[0,4]", "[0,4]", 4, "overlaps")]
    [InlineData("[0,4]", "[2,6]", 6, "overlaps")]
    [InlineData("[0,4]", "[6,10]", 10, "leaves a hole")]
    [InlineData("[2,6]", "[6,10]", 10, "leaves a hole")]
    [InlineData("[0,4]", "[4,8]", 9, "the tensors take 8 bytes, but 9 follow")]
    [InlineData("[4,8]", "[0,4]", 100, "the tensors take 8 bytes, but 100 follow")]
    public void Bytes_that_overlap_or_belong_to_nobody(string first, string second, int data, string part) => Refused(
        SafetensorsBytes.Of($$$"""{"a":{"dtype":"F32","shape":[1],"data_offsets":{{{first}}}},"b":{"dtype":"U8","shape":[4],"data_offsets":{{{second}}}}}""", data), part);

    [Fact]
    public void Bytes_behind_a_file_without_tensors() => Refused(SafetensorsBytes.Of("{}", 1), "the tensors take 0 bytes, but 1 follow");

    [Fact]
    public void An_empty_tensor_inside_another() => Refused(
        SafetensorsBytes.Of("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[0],"data_offsets":[2,2]}}""", 4), "overlaps");

    [Fact]
    public void A_hundred_thousand_tensors_that_share_their_bytes()
    {
        var entries = Enumerable.Range(0, 100_000).Select(i => $$"""
            "t{{i}}":{"dtype":"F32","shape":[1024],"data_offsets":[0,4096]}
            """);
        Refused(SafetensorsBytes.Of($"{{{string.Join(',', entries)}}}", 4096), "overlaps");
    }

    [Fact]
    public void More_tensors_than_any_model_has()
    {
        var entries = Enumerable.Range(0, 200_001).Select(i => $$"""
            "{{i}}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}
            """);
        Refused(SafetensorsBytes.Of($"{{{string.Join(',', entries)}}}", 0), "more than 200,000 tensors");
    }

    [Fact]
    public void A_header_longer_than_the_format_has_it() => Refused(SafetensorsBytes.Of(100_000_001, new byte[100]), "at most 100000000 are allowed");

    [Fact]
    public void Memory_stays_within_the_file_s_size()
    {
        // Every byte of the file may be copied a few times, but a claim in it must never be allocated.
        byte[] bytes = SafetensorsBytes.Of(Entry("w", "F32", "[536870911]", "[0,2147483644]"), 8);
        string path = folder.Write(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<CheckpointException>(() => SafetensorsFile.Open(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Names_cannot_break_the_message() => Refused(SafetensorsBytes.Of($$"""{"\n\u001b[31m{{new string('x', 5000)}}":1}""", 0), "tensor '??[31mxxx");

    [Fact]
    public void Paths_that_are_no_files()
    {
        Assert.Contains("no such file", Assert.Throws<CheckpointException>(() => SafetensorsFile.Open(folder.Path("missing"))).Message);
        Assert.Contains("no such file", Assert.Throws<CheckpointException>(() => SafetensorsFile.Open(folder.Path("no/where"))).Message);
        Directory.CreateDirectory(folder.Path("folder"));
        Assert.Contains("is a folder", Assert.Throws<CheckpointException>(() => SafetensorsFile.Open(folder.Path("folder"))).Message);
        Assert.Throws<CheckpointException>(() => SafetensorsFile.Open(""));
    }
}
