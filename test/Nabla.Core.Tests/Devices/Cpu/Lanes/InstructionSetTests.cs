using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

public class InstructionSetTests
{
    [Fact]
    public void Scalar_can_always_be_chosen() => Assert.Equal(InstructionSet.Scalar, InstructionSets.Choose(" Scalar "));

    [Theory, InlineData(null), InlineData("")]
    public void Without_a_name_the_widest_is_taken(string? name) => Assert.Equal(InstructionSets.Available.Max(), InstructionSets.Choose(name));

    [Fact]
    public void An_unknown_name_is_refused_with_the_choices()
    {
        string message = Assert.Throws<FormatException>(() => InstructionSets.Choose("avx1024")).Message;
        Assert.Contains("NABLA_SIMD is 'avx1024'", message);
        Assert.Contains("scalar", message);
    }

    [Theory, InlineData("avx512", (int)InstructionSet.Avx512), InlineData("avx2", (int)InstructionSet.Avx2), InlineData("128", (int)InstructionSet.Vector128)]
    public void A_name_gives_its_set_or_says_that_the_processor_lacks_it(string name, int set)
    {
        if (InstructionSets.Available.Contains((InstructionSet)set)) Assert.Equal((InstructionSet)set, InstructionSets.Choose(name));
        else Assert.Contains("lacks", Assert.Throws<FormatException>(() => InstructionSets.Choose(name)).Message);
    }
}
