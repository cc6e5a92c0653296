namespace Nabla.Devices.Cpu;

/// <summary>How wide the vectors are that kernels run on.</summary>
internal enum InstructionSet
{
    /// <summary>No vectors.</summary>
    Scalar,
    /// <summary>128 bits: ARM, and any x64.</summary>
    Vector128,
    /// <summary>256 bits with fused multiply-add: AVX2.</summary>
    Avx2,
    /// <summary>512 bits with masks: AVX-512 F, BW, DQ and VL.</summary>
    Avx512,
}

/// <summary>The choice of instruction set, made once per process: the widest that the machine has, or the one that NABLA_SIMD names.</summary>
internal static class InstructionSets
{
    /// <summary>The environment variable that forces a choice: avx512, avx2, 128 or scalar.</summary>
    public const string Variable = "NABLA_SIMD";

    static readonly (string Name, InstructionSet Set)[] Names =
        [("avx512", InstructionSet.Avx512), ("avx2", InstructionSet.Avx2), ("128", InstructionSet.Vector128), ("scalar", InstructionSet.Scalar)];

    static readonly Lazy<InstructionSet> Choice = new(() => Choose(Environment.GetEnvironmentVariable(Variable)));

    /// <summary>What this machine has, widest first.</summary>
    public static IEnumerable<InstructionSet> Available => Names.Select(entry => entry.Set).Where(IsAvailable);

    /// <summary>What kernels of this process run on.</summary>
    /// <exception cref="FormatException">NABLA_SIMD asks for something unknown, or for what the machine lacks.</exception>
    public static InstructionSet Chosen => Choice.Value;

    /// <summary>The set that a value of NABLA_SIMD stands for; the widest where it is empty.</summary>
    /// <exception cref="FormatException">The name is unknown, or the machine lacks it.</exception>
    public static InstructionSet Choose(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return Available.First();
        foreach ((string known, InstructionSet set) in Names)
            if (known.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
                return IsAvailable(set) ? set : throw Refuse($"asks for {known}, which {Lacking}");
        throw Refuse($"is '{name}', which is no instruction set");
    }

    /// <summary>The name by which NABLA_SIMD asks for a set.</summary>
    public static string NameOf(InstructionSet set) => Names.First(entry => entry.Set == set).Name;

    static bool IsAvailable(InstructionSet set) => set switch
    {
        InstructionSet.Avx512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported && Avx512BW.IsSupported
            && Avx512DQ.IsSupported && Avx512F.VL.IsSupported,
        InstructionSet.Avx2 => Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported,
        InstructionSet.Vector128 => Vector128.IsHardwareAccelerated,
        _ => true,
    };

    // Ahead of time, a program is compiled for the instructions that its project names.
    static string Lacking => RuntimeFeature.IsDynamicCodeSupported
        ? "this processor lacks"
        : "this processor lacks, or this program was published without (IlcInstructionSet)";

    static FormatException Refuse(string what)
    {
        IEnumerable<string> choices = Names.Where(entry => IsAvailable(entry.Set)).Select(entry => entry.Name);
        return new($"{Variable} {what}: choose one of {string.Join(", ", choices)}, or leave it unset for the widest.");
    }
}
