namespace Nabla.Tensors;

/// <summary>The one place where operands are checked before a kernel uses them as addresses: that they lie on one device and are of the right type.
/// How shapes fit together is each operation's own affair.</summary>
public static class Operand
{
    /// <summary>The first operand of an operation on real numbers, after whose device and type the others go.</summary>
    /// <exception cref="ArgumentException">It holds integers.</exception>
    [MethodImpl(AggressiveInlining)] public static void RequireReal(Tensor first, string operation)
    {
        if (!first.DataType.IsFloat) throw new ArgumentException($"{operation}: expected real numbers, got {first.DataType}{first.Shape}: convert with To(DataType.Float32).");
    }

    /// <summary>Another operand, of the first one's device and type.</summary>
    /// <param name="first">The first operand.</param>
    /// <param name="operand">The other.</param>
    /// <param name="operation">The operation's name, for the message.</param>
    /// <param name="what">What the other is to the operation, for the message.</param>
    /// <exception cref="ArgumentException">It lies elsewhere, or is of another type.</exception>
    [MethodImpl(AggressiveInlining)] public static void RequireLike(Tensor first, Tensor operand, string operation, string what)
    {
        if (!IsLike(first, operand)) throw Unlike(first, operand, $"{first.DataType}", operation, what);
    }

    /// <summary>Another operand, of the first one's device and type, and of a given shape.</summary>
    /// <inheritdoc cref="RequireLike(Tensor, Tensor, string, string)"/>
    [MethodImpl(AggressiveInlining)] public static void RequireLike(Tensor first, Tensor operand, in Shape shape, string operation, string what)
    {
        if (!IsLike(first, operand) || operand.Shape != shape) throw Unlike(first, operand, $"{first.DataType}{shape}", operation, what);
    }

    /// <summary>Indices, labels or lengths: Int32 on the first operand's device.</summary>
    /// <inheritdoc cref="RequireLike(Tensor, Tensor, string, string)"/>
    public static void RequireIndices(Tensor first, Tensor indices, string operation, string what)
    {
        RequireDevice(first, indices, operation, what);
        if (indices.DataType != DataType.Int32)
            throw new ArgumentException($"{operation}: expected {what} of Int32, got {indices.DataType}{indices.Shape}: convert with To(DataType.Int32).");
    }

    /// <summary>As <see cref="RequireIndices(Tensor, Tensor, string, string)"/>, of a given shape.</summary>
    /// <inheritdoc cref="RequireLike(Tensor, Tensor, string, string)"/>
    public static void RequireIndices(Tensor first, Tensor indices, in Shape shape, string operation, string what)
    {
        RequireIndices(first, indices, operation, what);
        if (indices.Shape != shape) throw new ArgumentException($"{operation}: expected {what} Int32{shape}, got {indices.DataType}{indices.Shape}, for {first.Shape}.");
    }

    /// <summary>Another operand on the first one's device, of any type.</summary>
    /// <inheritdoc cref="RequireLike(Tensor, Tensor, string, string)"/>
    public static void RequireDevice(Tensor first, Tensor operand, string operation, string what)
    {
        if (operand.Device != first.Device) throw Elsewhere(first, operand, operation, what);
    }

    static bool IsLike(Tensor first, Tensor operand) => operand.DataType == first.DataType && operand.Device == first.Device;

    static ArgumentException Unlike(Tensor first, Tensor operand, string expected, string operation, string what)
    {
        if (operand.Device != first.Device) return Elsewhere(first, operand, operation, what);
        string remedy = operand.DataType != first.DataType ? ": convert with To()" : "";
        return new($"{operation}: expected {what} {expected}, got {operand.DataType}{operand.Shape}, for {first.DataType}{first.Shape}{remedy}.");
    }

    static ArgumentException Elsewhere(Tensor first, Tensor operand, string operation, string what) =>
        new($"{operation}: expected {what} on '{first.Device.Name}', where {first.DataType}{first.Shape} lies, got {operand.DataType}{operand.Shape} on '{operand.Device.Name}': move one with To(device).");
}
