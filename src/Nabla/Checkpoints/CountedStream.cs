namespace Nabla.Checkpoints;

/// <summary>Passes what is written on to another stream, and counts it.</summary>
sealed class CountedStream(Stream target) : Stream
{
    long count;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => count;

    public override long Position { get => count; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int length) => Write(buffer.AsSpan(offset, length));

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        target.Write(bytes);
        count += bytes.Length;
    }

    public override void Flush() => target.Flush();

    public override int Read(byte[] buffer, int offset, int length) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
