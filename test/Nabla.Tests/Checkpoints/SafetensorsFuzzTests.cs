using System.Text;
using Nabla.Checkpoints;
using Nabla.Devices;

namespace Nabla.Tests.Checkpoints;

public sealed class SafetensorsFuzzTests : IDisposable
{
    static readonly byte[] Interesting = Encoding.ASCII.GetBytes("\0\x01\x7f{}[]\",:0123456789-+.eE \\tfnFI_");

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static byte[] Valid()
    {
        var writer = new SafetensorsWriter(new Dictionary<string, string> { ["format"] = "nabla" });
        writer.Add("inner.weight", DataType.Float32, [3, 4], new byte[48]);
        writer.Add("inner.bias", DataType.Float32, [3], new byte[12]);
        writer.Add("count", DataType.Int64, [], new byte[8]);
        writer.Add("empty", DataType.Int32, [0, 7], Array.Empty<byte>());
        var stream = new MemoryStream();
        writer.Write(stream);
        return stream.ToArray();
    }

    [Fact]
    public void Any_change_of_a_valid_file_is_read_or_refused()
    {
        var random = new Random(20);
        byte[] valid = Valid();
        int read = 0, refused = 0;
        for (int round = 0; round < 4000; round++)
        {
            var bytes = valid.ToList();
            for (int change = random.Next(1, 4); change > 0; change--) Change(bytes, random);
            if (IsRead([.. bytes])) read++;
            else refused++;
        }
        Assert.True(read > 100 && refused > 1000, $"{read} read, {refused} refused: the changes try too little");
    }

    static void Change(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count + 1);
        int length = Math.Min(random.Next(1, 12), bytes.Count - at);
        switch (random.Next(6))
        {
            case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1 when at < bytes.Count: bytes[at] = Interesting[random.Next(Interesting.Length)]; break;
            case 2: bytes.Insert(at, Interesting[random.Next(Interesting.Length)]); break;
            case 3: bytes.RemoveRange(at, length); break;
            case 4: bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length)); break;
            case 5 when random.Next(4) == 0: bytes.RemoveRange(at, bytes.Count - at); break;
        }
    }

    bool IsRead(byte[] bytes)
    {
        try
        {
            using var file = SafetensorsFile.Open(folder.Write(bytes));
            long total = file.Entries.Sum(entry => (long)file.ReadBytes(entry).Length);
            Assert.InRange(total, 0, bytes.Length);
            return true;
        }
        catch (CheckpointException)
        {
            return false;
        }
    }
}
