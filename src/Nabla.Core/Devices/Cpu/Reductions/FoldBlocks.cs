namespace Nabla.Devices.Cpu;

/// <summary>How long a row of joins may be, one after the other.</summary>
internal static class FoldBlocks
{
    /// <summary>Joins in a row. Blocks of so many are joined in pairs, which costs a call a block.</summary>
    public const int Longest = 64;

    /// <summary>About half of <paramref name="count"/>, in whole blocks; less than all of it.</summary>
    public static long Half(long count, long block) => ((count - 1) / block + 1) / 2 * block;
}
