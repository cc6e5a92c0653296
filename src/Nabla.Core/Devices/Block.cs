namespace Nabla.Devices;

/// <summary>A piece of a device's memory. Readable 64 bytes beyond <see cref="Bytes"/>, so that kernels may load whole vectors.</summary>
public abstract class Block(long bytes)
{
    /// <summary>The usable size.</summary>
    public long Bytes { get; } = bytes;
}

/// <summary>Where an operand begins: a block and an offset in elements. The default value stands for an absent operand.</summary>
public readonly record struct Region(Block Block, long Offset)
{
    /// <summary>Whether there is no operand.</summary>
    public bool IsAbsent => Block is null;
}
