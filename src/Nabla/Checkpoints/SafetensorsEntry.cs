namespace Nabla.Checkpoints;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="Name">Its name, for weights the path of the parameter.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="ByteCount">Its size.</param>
public sealed record SafetensorsEntry(string Name, SafetensorsType Type, Shape Shape, long Begin, long ByteCount);
