using System.Buffers.Binary;
using System.Text;

namespace Nabla.Tests.Checkpoints;

/// <summary>Puts safetensors files together by hand.</summary>
static class SafetensorsBytes
{
    public static byte[] Of(string header, int dataBytes) => Of(Encoding.UTF8.GetBytes(header), new byte[dataBytes]);

    public static byte[] Of(byte[] header, byte[] data) => Of((ulong)header.Length, [.. header, .. data]);

    public static byte[] Of(ulong headerBytes, byte[] rest)
    {
        var bytes = new byte[8 + rest.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, headerBytes);
        rest.CopyTo(bytes, 8);
        return bytes;
    }
}
