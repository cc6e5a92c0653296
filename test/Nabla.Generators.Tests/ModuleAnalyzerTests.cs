using static Nabla.Generators.Tests.ModuleSources;

namespace Nabla.Generators.Tests;

public class ModuleAnalyzerTests
{
    static async Task Says(string source, params string[] expected) => Assert.Equal(expected, await Verdicts(source));

    [Fact]
    public Task A_sound_module_gets_no_verdict() => Says("""
        public partial class Net(Linear first, int width) : Module
        {
            readonly Linear first = first;
            readonly Parameter? bias = width > 0 ? new() : null;
            readonly Linear[] blocks = [];
            public ModuleBuffer Mean { get; } = new();
            Linear? lastSeen => null;
            static Linear? cache;
            readonly Func<int, Linear> make = _ => new();
            int count = width;
            public Linear First => first;
        }
        public partial class WithoutParts : Module { int count; }
        public abstract class Kind : Module { int count; }
        public class Narrower : Linear { int count; }
        public class NoModule { Linear? linear; Dictionary<string, Parameter>? all; }
        """);

    [Fact]
    public Task A_module_must_be_partial() => Says(
        "public class Net : Module { readonly Linear inner = new(); }",
        "NABLA001 at 'Net': The Visit method of module 'Net' is to be generated, but 'Net' is not partial: write 'partial' before its keyword");

    [Fact]
    public Task A_module_without_parts_must_be_partial_too() => Says(
        "public class Net : Module { int count; }",
        "NABLA001 at 'Net': The Visit method of module 'Net' is to be generated, but 'Net' is not partial: write 'partial' before its keyword");

    [Fact]
    public Task The_types_around_it_must_be_partial_too() => Says(
        "public partial class Outer { class Middle { partial class Net : Module { readonly Linear inner = new(); } } }",
        "NABLA001 at 'Net': The Visit method of module 'Net' is to be generated, but 'Middle' is not partial: write 'partial' before its keyword");

    [Fact]
    public Task A_file_local_module_cannot_be_reached() => Says(
        "file partial class Net : Module { readonly Linear inner = new(); }",
        "NABLA001 at 'Net': The Visit method of module 'Net' is to be generated, but 'Net' is local to its file: make it internal");

    [Fact]
    public Task Fields_must_be_readonly() => Says(
        "public partial class Net : Module { Linear inner = new(); List<Parameter>? all; }",
        "NABLA002 at 'inner': 'Net.inner' holds a Linear and can be reassigned, but the structure of a module is immutable: make it readonly",
        "NABLA002 at 'all': 'Net.all' holds a List<Parameter>? and can be reassigned, but the structure of a module is immutable: make it readonly");

    [Fact]
    public Task Properties_must_have_no_setter() => Says(
        "public partial class Net : Module { public Parameter Weight { get; private set; } = new(); public Parameter Bias { get; init; } = new(); }",
        "NABLA002 at 'Weight': 'Net.Weight' holds a Parameter and can be reassigned, but the structure of a module is immutable: remove its setter");

    [Theory]
    [InlineData("Dictionary<string, Linear>", "module")]
    [InlineData("IEnumerable<Linear>", "module")]
    [InlineData("HashSet<Parameter>", "parameter")]
    [InlineData("Linear[,]", "module")]
    [InlineData("Linear[][]", "module")]
    [InlineData("List<(int, ModuleBuffer)>", "buffer")]
    [InlineData("(Linear, int)", "module")]
    [InlineData("Lazy<Linear>", "module")]
    [InlineData("ImmutableDictionary<string, List<Parameter>>", "parameter")]
    public Task Containers_that_cannot_be_walked_are_refused(string type, string part) => Says(
        $"public partial class Net : Module {{ readonly {type} all = default!; }}",
        $"NABLA003 at 'all': 'Net.all' is a {type}, in which a {part} gets no name and no order: use a field for each, or an array, ImmutableArray<T>, List<T> or IReadOnlyList<T>, named 'all.0', 'all.1' and so on");

    [Fact]
    public Task Names_must_differ() => Says(
        "public partial class Net : Module { readonly Parameter weight = new(); readonly Parameter _weight = new(); public Parameter Weight { get; } = new(); }",
        "NABLA004 at '_weight': 'Net._weight' and 'Net.weight' would both be saved as 'weight': rename one",
        "NABLA004 at 'Weight': 'Net.Weight' and 'Net.weight' would both be saved as 'weight': rename one");

    [Fact]
    public Task Names_must_differ_as_they_are_saved() => Says(
        "public partial class Net : Module { readonly Parameter innerNorm = new(); readonly Linear inner_norm = new(); }",
        "NABLA004 at 'inner_norm': 'Net.inner_norm' and 'Net.innerNorm' would both be saved as 'inner_norm': rename one");

    [Fact]
    public Task Names_must_differ_from_those_of_the_base() => Says("""
        public partial class First : Module { readonly Linear norm = new(); }
        public partial class Second : First;
        public partial class Third : Second { readonly Linear norm = new(); }
        """, "NABLA004 at 'norm': 'Third.norm' and 'First.norm' would both be saved as 'norm': rename one");

    [Fact]
    public Task Constructor_parameters_must_not_be_captured() => Says(
        "public partial class Net(Linear inner, Linear other, int width) : Module { readonly Linear other = other; public Module Forward() => width > 0 ? inner : other; }",
        "NABLA005 at 'inner': 'Net' uses the constructor parameter 'inner' after construction, but a captured parameter is not visited, hence neither trained nor saved: add 'readonly Linear inner = inner;'");

    [Fact]
    public Task Parameters_of_ordinary_constructors_and_methods_are_free() => Says(
        "public partial class Net : Module { readonly Linear inner; public Net(Linear inner) { this.inner = inner; } public Linear Same(Linear linear) => linear; }");

    [Fact]
    public Task A_visit_written_by_hand_may_hold_what_it_likes() => Says("""
        public class Net(Linear inner) : Module
        {
            Dictionary<string, Linear> all = [];
            protected internal override void Visit(IModuleVisitor visitor) => visitor.Child("inner", inner);
        }
        """);

    [Fact]
    public Task A_sequence_of_itself_does_not_loop() => Says("""
        public abstract class Ring : IEnumerable<Ring> { public abstract IEnumerator<Ring> GetEnumerator(); System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => null!; }
        public partial class Net : Module { readonly Ring ring = null!; }
        """);
}
