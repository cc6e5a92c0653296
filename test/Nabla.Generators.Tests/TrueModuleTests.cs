using System.Reflection;
using Module = Nabla.Modules.Module;
using static Nabla.Generators.Tests.ModuleSources;

namespace Nabla.Generators.Tests;

public class TrueModuleTests
{
    [Fact]
    public void A_module_in_another_assembly_names_the_parameters_of_the_layers_it_holds()
    {
        var net = New("Net", """
            using Nabla.Tensors;
            public sealed partial class Net() : Module
            {
                readonly Linear inner = new(3, 2, Rng.FromSeed(1));
                readonly BatchNorm norm = new(2);
                readonly Module[] blocks = [new Linear(2, 2, Rng.FromSeed(1), hasBias: false), new Linear(2, 2, Rng.FromSeed(1))];
                readonly Parameter scale = new([2], Rng.FromSeed(1), Nabla.Initializers.Initializer.Ones.Draw);
                public override Tensor Forward(Tensor input) => input;
            }
            """);
        Assert.Equal(
            ["inner.weight", "inner.bias", "norm.weight", "norm.bias", "blocks.0.weight", "blocks.1.weight", "blocks.1.bias", "scale"],
            net.Parameters.Select(parameter => parameter.Path));
        Assert.Equal(["norm.running_mean", "norm.running_var", "norm.num_batches_tracked"], net.Buffers.Select(buffer => buffer.Path));
    }

    [Fact]
    public void What_another_assembly_may_derive_from_leaves_it_the_visit()
    {
        var open = typeof(Module).Assembly.GetTypes().Where(type => type.IsVisible && typeof(Module).IsAssignableFrom(type) && IsOpen(type)).ToList();
        Assert.Contains(typeof(Module), open);
        // Without the generator, parts of a class derived from another would be lost in silence.
        Assert.DoesNotContain(open, type => !type.GetMethod("Visit", Hidden)!.IsAbstract);
    }

    const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    static bool IsOpen(Type type) =>
        !type.IsSealed && type.GetConstructors(Hidden | BindingFlags.Public).Any(each => each.IsPublic || each.IsFamily || each.IsFamilyOrAssembly);
}
