namespace Nabla.Devices.Cpu;

/// <summary>The processor: blocks are pinned managed arrays, kernels are vectors of the width that the machine has.</summary>
public sealed unsafe class CpuDevice : Device
{
    readonly InstructionSet? set;

    CpuDevice(InstructionSet? set) : base("cpu") => this.set = set;

    /// <summary>The processor, with the widest vectors it has or those that NABLA_SIMD names.</summary>
    public static CpuDevice Instance { get; } = new(null);

    /// <summary>How many threads share the work of large kernels. Results do not depend on it.</summary>
    public static int Threads
    {
        get => WorkerTeam.Threads;
        set => WorkerTeam.Threads = value;
    }

    /// <summary>The vectors in use: avx512, avx2, 128 or scalar.</summary>
    public static string Vectors => InstructionSets.NameOf(InstructionSets.Chosen);

    /// <summary>Shares the work of a kernel of one's own among the threads: calls the body once for each item, in any order. It may write to what
    /// belongs to its item alone, so that results do not depend on the number of threads.</summary>
    /// <param name="items">How many items: rows, for example.</param>
    /// <param name="work">Elements of each.</param>
    /// <param name="body">The kernel, for the item of a number.</param>
    public static void Share(long items, long work, Action<long> body)
    {
        var job = new SharedItems(Cut.Of(items, work), body);
        WorkerTeam.Run(job.Chunks, ref job);
    }

    /// <summary>A device forced to one instruction set, for tests.</summary>
    internal static CpuDevice With(InstructionSet set) => new(set);

    /// <inheritdoc/>
    public override Block Allocate(long bytes) => new CpuBlock(bytes);

    /// <inheritdoc/>
    public override IKernels Kernels(DataType type) => Family<IKernels>(type)
        ?? throw new NotSupportedException($"Kernels compute with Float32 and Float64, not with {type}: convert the operand with To().");

    /// <summary>Gives the processor the kernels of an operation, made for the number type and the vectors in use.</summary>
    public void Add<TFamily>(ICpuFamily<TFamily> family) where TFamily : class => Add(type => (TFamily?)Make(type, new CpuFamily<TFamily>(family)));

    /// <inheritdoc/>
    protected override object? MakeFamily(Type family, DataType type) => Make(type, new CpuFamilies(family));

    object? Make(DataType type, ILaneVisitor<object?> visitor) => type.IsFloat ? LaneTypes.Visit(type, set ?? InstructionSets.Chosen, visitor) : null;

    /// <inheritdoc/>
    public override void Read(Block block, long offset, Span<byte> target)
    {
        Check(block, offset, target.Length);
        new ReadOnlySpan<byte>(((CpuBlock)block).Pointer + offset, target.Length).CopyTo(target);
        GC.KeepAlive(block);
    }

    internal override ReadOnlySpan<byte> Look(Block block, long offset, int length)
    {
        Check(block, offset, length);
        return new(((CpuBlock)block).Pointer + offset, length);
    }

    /// <inheritdoc/>
    public override void Write(Block block, long offset, ReadOnlySpan<byte> source)
    {
        Check(block, offset, source.Length);
        source.CopyTo(new Span<byte>(((CpuBlock)block).Pointer + offset, source.Length));
        GC.KeepAlive(block);
    }

    static void Check(Block block, long offset, int length)
    {
        if (offset < 0 || offset > block.Bytes - length) throw new ArgumentOutOfRangeException(nameof(offset), $"{length} bytes at {offset} leave a block of {block.Bytes}.");
    }
}
