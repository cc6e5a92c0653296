// Safetensors files: written by Nabla and read by a reader of this file, and the other way round.
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Checkpoints;
using Nabla.Modules;
using Nabla.Pretrained;

namespace Differential;

static partial class CheckpointCases
{
    static string folder = "";

    static void Bad(string op, string detail, string text) => Report.Find("checkpoint", op, detail, "bytes", "file", "file", text, 1);

    static void Case(string op, string detail, Action body)
    {
        if (Report.Skips("checkpoint", op)) return;
        Stats stats = Report.Of("checkpoint", op); stats.Cases++;
        try { Scope.Run(body); }
        catch (Exception e) { Bad(op, detail, $"{e.GetType().Name}: {e.Message.Split('\n')[0]}"); }
    }

    public static void All(int seed)
    {
        folder = Directory.CreateTempSubdirectory("differential-").FullName;
        try
        {
            var r = new Random(17000 + seed);
            for (int i = 0; i < 20; i++) WrittenByNabla(r, i);
            for (int i = 0; i < 20; i++) ReadByNabla(r, i);
            Halves();
            Broken();
            Gpt2(r);
            Models(r);
        }
        finally { Directory.Delete(folder, true); }
    }

    /// <summary>A reader that trusts only the format: 8 bytes of length, JSON, data.</summary>
    public static (Dictionary<string, (string Type, long[] Shape, byte[] Bytes)> Tensors, Dictionary<string, string> Metadata) Read(string path)
    {
        byte[] all = File.ReadAllBytes(path);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(all);
        if (all[8] != '{') throw new InvalidDataException("the header does not begin with {");
        if ((8 + length) % 8 != 0) throw new InvalidDataException("the data is not aligned to 8 bytes");
        JsonObject header = JsonNode.Parse(all.AsSpan(8, (int)length))!.AsObject();
        var tensors = new Dictionary<string, (string, long[], byte[])>();
        var metadata = new Dictionary<string, string>();
        var ranges = new List<(long, long)>();
        long start = 8 + (long)length;
        foreach (var (name, node) in header)
        {
            if (name == "__metadata__") { foreach (var (k, v) in node!.AsObject()) metadata[k] = v!.GetValue<string>(); continue; }
            string type = node!["dtype"]!.GetValue<string>();
            long[] shape = [.. node["shape"]!.AsArray().Select(e => e!.GetValue<long>())];
            long begin = node["data_offsets"]![0]!.GetValue<long>(), end = node["data_offsets"]![1]!.GetValue<long>();
            int bytes = type switch { "F64" or "I64" => 8, "F32" or "I32" => 4, "F16" or "BF16" => 2, _ => 1 };
            if (end - begin != shape.Aggregate(1L,
                (a, b) => a * b) * bytes) throw new InvalidDataException($"{name}: {end - begin} bytes for [{string.Join(",", shape)}] of {type}");
            if (begin % bytes != 0 && end > begin) throw new InvalidDataException($"{name} is not aligned");
            ranges.Add((begin, end));
            tensors[name] = (type, shape, all[(int)(start + begin)..(int)(start + end)]);
        }
        long at = 0;
        foreach (var (begin, end) in ranges.OrderBy(x => x)) { if (begin != at) throw new InvalidDataException($"a hole or overlap at {begin}, expected {at}"); at = end; }
        if (start + at != all.Length) throw new InvalidDataException("bytes are left over");
        return (tensors, metadata);
    }

    static void WrittenByNabla(Random r, int i) => Case("written by Nabla", $"file {i}", () =>
    {
        string path = Path.Combine(folder, $"nabla{i}.safetensors");
        string[] names = ["a", "block.0.weight", "ünïcødé ∇ 名", "with \"quotes\" and \\", "line\nbreak\ttab", "emoji 🦊", "", "a.b.c.d", "<html>&'", "zero", "scalar", "view"];
        var state = new List<(string, NT)>();
        var expected = new Dictionary<string, (string, long[], byte[])>();
        r.Shuffle(names);
        foreach (string name in names.Take(1 + r.Next(names.Length)))
        {
            int[] shape = r.Next(6) switch { 0 => [], 1 => [0], 2 => [3, 0, 2], 3 => [1 + r.Next(40)], 4 => [1 + r.Next(9), 1 + r.Next(9), 1 + r.Next(9)], _ => [70, 1000] };
            int n = In.Product(shape);
            DataType type = (DataType)r.Next(4);
            byte[] bytes = new byte[n * type.Size];
            r.NextBytes(bytes);
            NT t = type switch
            {
                DataType.Float32 => NT.From(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes), new Shape(shape)),
                    DataType.Float64 => NT.From(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(bytes), new Shape(shape)),
                DataType.Int32 => NT.From(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(bytes), new Shape(shape)),
                    _ => NT.From(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(bytes), new Shape(shape)),
            };
            if (shape.Length == 3 && n > 0 && r.Next(2) == 0)
            {
                // Written through a strided view: the file has the view's elements in order.
                NT dense = t;
                t = t.Transpose(0, 2);
                shape = t.Shape.ToArray();
                int size = type.Size;
                byte[] turned = new byte[bytes.Length];
                for (int x = 0, at = 0; x < shape[0]; x++) for (int y = 0; y < shape[1]; y++) for (int z = 0; z < shape[2]; z++, at += size) Array.Copy(bytes,
                    ((z * shape[1] + y) * shape[0] + x) * size, turned, at, size);
                bytes = turned;
            }
            state.Add((name, t));
            expected[name] = (type switch { DataType.Float32 => "F32", DataType.Float64 => "F64", DataType.Int32 => "I32", _ => "I64" }, [.. shape.Select(e => (long)e)], bytes);
        }
        Dictionary<string, string> metadata = r.Next(3) == 0 ? [] : new() { ["format"] = "pt", ["ключ ∇"] = "värde \"q\" \\ \n 🦊", ["empty"] = "", ["z"] = new string('x', 5000) };
        StateFile.Write(path, state, metadata);
        var (tensors, notes) = Read(path);
        Stats stats = Report.Of("checkpoint", "written by Nabla");
        if (!tensors.Keys.Order(StringComparer.Ordinal).SequenceEqual(expected.Keys.Order(StringComparer.Ordinal))) Bad("written by Nabla", $"file {i}", "other names");
        foreach (var (name, want) in expected)
        {
            var got = tensors[name];
            stats.Tensors++; stats.Numbers += want.Item3.Length;
            if (got.Type != want.Item1 || !got.Shape.SequenceEqual(want.Item2) || !got.Bytes.SequenceEqual(want.Item3)) Bad("written by Nabla", $"file {i}",
                $"'{name}' differs: {got.Type} [{string.Join(",", got.Shape)}]");
        }
        if (!notes.OrderBy(p => p.Key).SequenceEqual(metadata.OrderBy(p => p.Key))) Bad("written by Nabla", $"file {i}", "other metadata");
        // And read back by Nabla, in place.
        using var file = SafetensorsFile.Open(path);
        (string, NT)[] targets = [.. state.Select(s => (s.Item1, NT.Zeros(s.Item2.Shape, s.Item2.DataType)))];
        StateFile.Read(file, targets);
        foreach (var (name, t) in targets)
        {
            byte[] got = file.ReadBytes(file[name]);
            if (!got.SequenceEqual(expected[name].Item3)) Bad("written by Nabla", $"file {i}", $"'{name}' reads back differently");
        }
    });

    static byte[] Write(List<(string Name, string Type, long[] Shape, byte[] Bytes)> tensors, Dictionary<string, string>? metadata, bool shuffledHeader, int padding, Random r)
    {
        var header = new JsonObject();
        if (metadata is not null) header["__metadata__"] = new JsonObject(metadata.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value)));
        long at = 0;
        var entries = new List<(string, JsonObject)>();
        foreach (var (name, type, shape, bytes) in tensors)
        {
            entries.Add((name, new JsonObject { ["dtype"] = type, ["shape"] = new JsonArray([.. shape.Select(e => (JsonNode?)e)]),
                ["data_offsets"] = new JsonArray(at, at + bytes.Length) }));
            at += bytes.Length;
        }
        if (shuffledHeader) { var array = entries.ToArray(); r.Shuffle(array); entries = [.. array]; }
        foreach (var (name, entry) in entries) header[name] = entry;
        byte[] json = Encoding.UTF8.GetBytes(header.ToJsonString(new JsonSerializerOptions { WriteIndented = padding % 2 == 1 }) + new string(' ', padding));
        var stream = new MemoryStream();
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        stream.Write(length);
        stream.Write(json);
        foreach (var t in tensors) stream.Write(t.Bytes);
        return stream.ToArray();
    }

    static void ReadByNabla(Random r, int i) => Case("read by Nabla", $"file {i}", () =>
    {
        string path = Path.Combine(folder, $"mine{i}.safetensors");
        string[] types = ["F32", "F64", "I32", "I64", "F16", "BF16", "U8", "BOOL", "I8", "I16", "U16", "U32", "U64"];
        var tensors = new List<(string, string, long[], byte[])>();
        int count = r.Next(12);
        for (int k = 0; k < count; k++)
        {
            string type = types[r.Next(types.Length)];
            int size = type switch { "F64" or "I64" or "U64" => 8, "F32" or "I32" or "U32" => 4, "F16" or "BF16" or "I16" or "U16" => 2, _ => 1 };
            long[] shape = r.Next(5) switch { 0 => [], 1 => [0], 2 => [2, 0, 5], 3 => [1 + r.Next(7), 1 + r.Next(7)], _ => [9001] };
            byte[] bytes = new byte[shape.Aggregate(1L, (a, b) => a * b) * size];
            r.NextBytes(bytes);
            tensors.Add(($"tensor {k} ∇ \"{k}\"", type, shape, bytes));
        }
        Dictionary<string, string>? metadata = r.Next(3) switch { 0 => null, 1 => [], _ => new() { ["a"] = "b", ["ü"] = "🦊 \n" } };
        File.WriteAllBytes(path, Write(tensors, metadata, r.Next(2) == 0, r.Next(9), r));
        using var file = SafetensorsFile.Open(path);
        Stats stats = Report.Of("checkpoint", "read by Nabla");
        if (file.Entries.Count != tensors.Count) Bad("read by Nabla", $"file {i}", $"{file.Entries.Count} entries of {tensors.Count}");
        if (!file.Metadata.OrderBy(p => p.Key).SequenceEqual((metadata ?? []).OrderBy(p => p.Key))) Bad("read by Nabla", $"file {i}", "other metadata");
        foreach (var (name, type, shape, bytes) in tensors)
        {
            SafetensorsEntry entry = file[name];
            stats.Tensors++; stats.Numbers += bytes.Length;
            if (entry.Type.Name != type || !entry.Shape.Select(e => (long)e).SequenceEqual(shape) || !file.ReadBytes(entry).SequenceEqual(bytes)) Bad("read by Nabla",
                $"file {i}", $"'{name}' of {type} [{string.Join(",", shape)}] differs");
            if (type is "F32" or "F16" or "BF16")
            {
                var floats = new float[entry.Shape.Count];
                file.ReadFloats(entry, floats);
                for (int k = 0; k < floats.Length; k++)
                {
                    float want = type switch { "F32" => BitConverter.ToSingle(bytes, 4 * k), "F16" => Half16(BitConverter.ToUInt16(bytes, 2 * k)),
                        _ => BitConverter.Int32BitsToSingle(BitConverter.ToUInt16(bytes, 2 * k) << 16) };
                    if (!(floats[k] == want || (float.IsNaN(floats[k]) && float.IsNaN(want)))) {
                        Bad("read by Nabla", $"file {i}", $"'{name}' {type} at {k}: {floats[k]:R} instead of {want:R}"); break; }
                }
            }
        }
    });

    // Half precision by the book, not by the runtime: sign, five bits of exponent, ten of fraction.
    static float Half16(ushort bits)
    {
        int sign = bits >> 15, exponent = bits >> 10 & 31, fraction = bits & 1023;
        double value = exponent == 31 ? fraction == 0 ? double.PositiveInfinity : double.NaN : exponent == 0 ? fraction * Math.Pow(2, -24)
            : (1024 + fraction) * Math.Pow(2, exponent - 25);
        return (float)(sign == 1 ? -value : value);
    }

    static void Halves() => Case("all 65,536 values of F16 and BF16", "one tensor each", () =>
    {
        string path = Path.Combine(folder, "halves.safetensors");
        byte[] bytes = new byte[131072];
        for (int k = 0; k < 65536; k++) BitConverter.TryWriteBytes(bytes.AsSpan(2 * k), (ushort)k);
        File.WriteAllBytes(path, Write([("h", "F16", [65536], bytes), ("b", "BF16", [256, 256], bytes)], null, false, 0, new Random(1)));
        using var file = SafetensorsFile.Open(path);
        float[] h = new float[65536], b = new float[65536];
        file.ReadFloats(file["h"], h);
        file.ReadFloats(file["b"], b);
        using var scope = torch.NewDisposeScope();
        TT half = torch.empty(65536, dtype: torch.float16), brain = torch.empty(65536, dtype: torch.bfloat16);
        half.bytes = bytes; brain.bytes = bytes;
        float[] th = half.to(torch.float32).data<float>().ToArray(), tb = brain.to(torch.float32).data<float>().ToArray();
        Stats stats = Report.Of("checkpoint", "all 65,536 values of F16 and BF16"); stats.Tensors += 2; stats.Numbers += 131072;
        for (int k = 0; k < 65536; k++)
        {
            bool Same(float x, float y) => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y) || (float.IsNaN(x) && float.IsNaN(y));
            if (!Same(h[k], th[k]) || !Same(h[k], Half16((ushort)k))) { Bad("all 65,536 values of F16 and BF16", "F16", $"0x{k:X4}: {h[k]:R}, libtorch {th[k]:R}"); break; }
            if (!Same(b[k], tb[k])) { Bad("all 65,536 values of F16 and BF16", "BF16", $"0x{k:X4}: {b[k]:R}, libtorch {tb[k]:R}"); break; }
        }
    });
}
