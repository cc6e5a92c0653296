using Nabla.Devices;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

/// <summary>Each instruction set that this machine has, with float and with double.</summary>
public sealed class EveryLane : TheoryData<string>
{
    public EveryLane()
    {
        foreach (InstructionSet set in InstructionSets.Available)
            foreach (DataType type in new[] { DataType.Float32, DataType.Float64 })
                Add($"{set} {type}");
    }

    internal static void Visit(string lane, ILaneVisitor<bool> check)
    {
        string[] words = lane.Split(' ');
        Assert.True(LaneTypes.Visit(Enum.Parse<DataType>(words[1]), Enum.Parse<InstructionSet>(words[0]), check));
    }
}
