namespace Nabla.Operations;

/// <summary>The element-wise formulas as verbs on tensors; each result has x's shape. See the formula's type for definition and source.</summary>
public static class ElementwiseVerbs
{
    extension(Tensor x)
    {
        /// <summary>max(x, 0).</summary>
        public Tensor Relu() => ElementwiseOperation.Apply(x, new Relu());
        /// <summary>x where x &gt; 0, else slope·x.</summary>
        public Tensor LeakyRelu(double slope = 0.01) => ElementwiseOperation.Apply(x, new LeakyRelu(slope));
        /// <summary>x where x &gt; 0, else α(eˣ − 1).</summary>
        public Tensor Elu(double alpha = 1) => ElementwiseOperation.Apply(x, new Elu(alpha));
        /// <summary>x·Φ(x), with the normal distribution function by erf.</summary>
        public Tensor Gelu() => ElementwiseOperation.Apply(x, new Gelu());
        /// <summary>The tanh approximation of GELU.</summary>
        public Tensor GeluTanh() => ElementwiseOperation.Apply(x, new GeluTanh());
        /// <summary>x·σ(x), also called swish.</summary>
        public Tensor Silu() => ElementwiseOperation.Apply(x, new Silu());
        /// <summary>σ(x) = 1/(1 + e⁻ˣ).</summary>
        public Tensor Sigmoid() => ElementwiseOperation.Apply(x, new Sigmoid());
        /// <summary>tanh x.</summary>
        public Tensor Tanh() => ElementwiseOperation.Apply(x, new Tanh());
        /// <summary>log(1 + eˣ).</summary>
        public Tensor Softplus() => ElementwiseOperation.Apply(x, new Softplus());
        /// <summary>eˣ.</summary>
        public Tensor Exp() => ElementwiseOperation.Apply(x, new Exp());
        /// <summary>The natural logarithm.</summary>
        public Tensor Log() => ElementwiseOperation.Apply(x, new Log());
        /// <summary>The square root.</summary>
        public Tensor Sqrt() => ElementwiseOperation.Apply(x, new Sqrt());
        /// <summary>|x|, with slope 0 at 0.</summary>
        public Tensor Abs() => ElementwiseOperation.Apply(x, new Abs());
        /// <summary>x².</summary>
        public Tensor Square() => ElementwiseOperation.Apply(x, new Square());
        /// <summary>1/x.</summary>
        public Tensor Reciprocal() => ElementwiseOperation.Apply(x, new Reciprocal());
        /// <summary>x to a constant power.</summary>
        public Tensor Power(double exponent) => exponent switch
        {
            2 => ElementwiseOperation.Apply(x, new Square()),
            3 => ElementwiseOperation.Apply(x, new Cube()),
            _ => ElementwiseOperation.Apply(x, new Power(exponent)),
        };
        /// <summary>x limited to [low, high].</summary>
        public Tensor Clamp(double low, double high) => ElementwiseOperation.Apply(x, new Clamp(low, high));
        /// <summary>sin x, radians.</summary>
        public Tensor Sin() => ElementwiseOperation.Apply(x, new Sin());
        /// <summary>cos x, radians.</summary>
        public Tensor Cos() => ElementwiseOperation.Apply(x, new Cos());
        /// <summary>The larger of x and b, element by element with broadcasting.</summary>
        public Tensor Maximum(Tensor b) => ElementwiseOperation.Apply(x, b, new Maximum());
        /// <summary>The smaller of x and b, element by element with broadcasting.</summary>
        public Tensor Minimum(Tensor b) => ElementwiseOperation.Apply(x, b, new Minimum());
        /// <summary>x to the power b, element by element with broadcasting; x must be positive.</summary>
        public Tensor Pow(Tensor b) => ElementwiseOperation.Apply(x, b, new Pow());
    }
}
