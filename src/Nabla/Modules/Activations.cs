using Formula = Nabla.Operations.Elementwise;

namespace Nabla.Modules;

/// <summary>max(x, 0).</summary>
public sealed partial class Relu() : Activation<Formula.Relu>(new());

/// <summary>x where x &gt; 0, else slope·x.</summary>
public sealed partial class LeakyRelu(double slope = 0.01) : Activation<Formula.LeakyRelu>(new(slope));

/// <summary>ReLU(x) + slope·x, as the lecture's slide writes leaky ReLU: steeper by the slope than <see cref="LeakyRelu"/> where x &gt; 0.</summary>
public sealed partial class LectureLeakyRelu(double slope = 0.01) : Activation<Formula.LectureLeakyRelu>(new(slope));

/// <summary>x where x &gt; 0, else α(eˣ − 1).</summary>
public sealed partial class Elu(double alpha = 1) : Activation<Formula.Elu>(new(alpha));

/// <summary>x·Φ(x), exact.</summary>
public sealed partial class Gelu() : Activation<Formula.Gelu>(new());

/// <summary>The tanh approximation of GELU.</summary>
public sealed partial class GeluTanh() : Activation<Formula.GeluTanh>(new());

/// <summary>x·σ(x), also called swish.</summary>
public sealed partial class Silu() : Activation<Formula.Silu>(new());

/// <summary>1/(1 + e⁻ˣ).</summary>
public sealed partial class Sigmoid() : Activation<Formula.Sigmoid>(new());

/// <summary>tanh x.</summary>
public sealed partial class Tanh() : Activation<Formula.Tanh>(new());

/// <summary>log(1 + eˣ).</summary>
public sealed partial class Softplus() : Activation<Formula.Softplus>(new());

static class NamedActivations
{
    internal static readonly Choice<Activation>
        Relu = new("relu", "max(x, 0)", _ => new Relu()),
        LeakyRelu = new("leaky-relu", "x, below 0 a hundredth of it", _ => new LeakyRelu()),
        LectureLeakyRelu = new("leaky-relu-slide", "max(x, 0) + x/100", _ => new LectureLeakyRelu()),
        Elu = new("elu", "x, below 0 eˣ − 1", _ => new Elu()),
        Gelu = new("gelu", "x·Φ(x)", _ => new Gelu()),
        GeluTanh = new("gelu-tanh", "gelu by a tanh", _ => new GeluTanh()),
        Silu = new("silu", "x·σ(x)", _ => new Silu()),
        Sigmoid = new("sigmoid", "1/(1 + e⁻ˣ)", _ => new Sigmoid()),
        Tanh = new("tanh", "tanh x", _ => new Tanh()),
        Softplus = new("softplus", "log(1 + eˣ)", _ => new Softplus());
}
