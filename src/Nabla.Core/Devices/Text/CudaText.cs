namespace Nabla.Devices.Text;

/// <summary>A real number whose operators build the text of a formula in CUDA C.</summary>
internal readonly struct CudaText(Expression expression) : IReal<CudaText>
{
    public Expression Expression { get; } = expression;

    public static CudaText Constant(double value) => new(Expression.Constant(value));
    public static CudaText operator +(CudaText a, CudaText b) => Make("{0} + {1}", a, b);
    public static CudaText operator -(CudaText a, CudaText b) => Make("{0} - {1}", a, b);
    public static CudaText operator *(CudaText a, CudaText b) => Make("{0} * {1}", a, b);
    public static CudaText operator /(CudaText a, CudaText b) => Make("{0} / {1}", a, b);
    public static CudaText operator -(CudaText a) => Make("-{0}", a);
    public static CudaText MultiplyAdd(CudaText a, CudaText b, CudaText c) => Make("fmaf({0}, {1}, {2})", a, b, c);
    // fmaxf and fminf would hide a NaN.
    public static CudaText Max(CudaText a, CudaText b) => Make("{0} > {1} || {0} != {0} ? {0} : {1}", a, b);
    public static CudaText Min(CudaText a, CudaText b) => Make("{1} > {0} || {0} != {0} ? {0} : {1}", a, b);
    public static CudaText Abs(CudaText a) => Make("fabsf({0})", a);
    public static CudaText Sqrt(CudaText a) => Make("sqrtf({0})", a);
    public static CudaText Exp(CudaText a) => Make("expf({0})", a);
    public static CudaText Log(CudaText a) => Make("logf({0})", a);
    public static CudaText Tanh(CudaText a) => Make("tanhf({0})", a);
    public static CudaText Erf(CudaText a) => Make("erff({0})", a);
    public static CudaText Sin(CudaText a) => Make("sinf({0})", a);
    public static CudaText Cos(CudaText a) => Make("cosf({0})", a);
    public static CudaText WhereGreater(CudaText a, CudaText b, CudaText then, CudaText otherwise) => Make("{0} > {1} ? {2} : {3}", a, b, then, otherwise);

    static CudaText Make(string form, params ReadOnlySpan<CudaText> operands)
    {
        Expression[] expressions = new Expression[operands.Length];
        for (int i = 0; i < operands.Length; i++) expressions[i] = operands[i].Expression;
        return new(Expression.Operation(form, expressions));
    }
}
