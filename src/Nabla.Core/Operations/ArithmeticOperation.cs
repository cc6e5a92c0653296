namespace Nabla.Operations;

/// <summary>The operators + − × ÷, element by element with broadcasting. The matrix product is a word: <c>MatMul</c>.</summary>
public static class ArithmeticOperation
{
    extension(Tensor)
    {
        /// <summary>a + b.</summary>
        public static Tensor operator +(Tensor a, Tensor b) => ElementwiseOperation.Apply(a, b, new Add());
        /// <summary>a − b.</summary>
        public static Tensor operator -(Tensor a, Tensor b) => ElementwiseOperation.Apply(a, b, new Subtract());
        /// <summary>a · b.</summary>
        public static Tensor operator *(Tensor a, Tensor b) => ElementwiseOperation.Apply(a, b, new Multiply());
        /// <summary>a / b.</summary>
        public static Tensor operator /(Tensor a, Tensor b) => ElementwiseOperation.Apply(a, b, new Divide());
        /// <summary>a + b.</summary>
        public static Tensor operator +(Tensor a, double b) => ElementwiseOperation.Apply(a, new ScaleShift(1, b));
        /// <summary>a + b.</summary>
        public static Tensor operator +(double a, Tensor b) => b + a;
        /// <summary>a − b.</summary>
        public static Tensor operator -(Tensor a, double b) => ElementwiseOperation.Apply(a, new ScaleShift(1, -b));
        /// <summary>a − b.</summary>
        public static Tensor operator -(double a, Tensor b) => ElementwiseOperation.Apply(b, new ScaleShift(-1, a));
        /// <summary>a · b.</summary>
        public static Tensor operator *(Tensor a, double b) => ElementwiseOperation.Apply(a, new ScaleShift(b, 0));
        /// <summary>a · b.</summary>
        public static Tensor operator *(double a, Tensor b) => b * a;
        /// <summary>a / b.</summary>
        public static Tensor operator /(Tensor a, double b) => ElementwiseOperation.Apply(a, new ScaleShift(1 / b, 0));
        /// <summary>a / b.</summary>
        public static Tensor operator /(double a, Tensor b) => b.Reciprocal() * a;
        /// <summary>−a.</summary>
        public static Tensor operator -(Tensor a) => ElementwiseOperation.Apply(a, new Negate());
    }
}
