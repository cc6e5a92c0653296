using Nabla.Devices;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Tensors;

public class TensorTests
{
    [Fact]
    public void A_shape_counts_compares_and_prints()
    {
        Shape shape = [2, 3, 4];
        Assert.Equal(24, shape.Count);
        Assert.Equal((3, 4, 4), (shape.Rank, shape[-1], shape[^1]));
        Assert.Equal("[2, 3, 4]", shape.ToString());
        Assert.Equal([2, 3, 4], shape);
        Assert.NotEqual([2, 3], shape);
        Assert.Equal(0, new Shape([3, 0]).Count);
        Assert.Equal(1, new Shape([]).Count);
        Assert.Equal((1, 0, "[]", true), (default(Shape).Count, default(Shape).Rank, $"{default(Shape)}", default == new Shape([])));
        Assert.Equal(0, Tensor.Zeros(default).ToScalar());
    }

    [Fact]
    public void A_shape_refuses_what_is_none()
    {
        Assert.Throws<ArgumentException>(() => new Shape([2, -1]));
        Assert.Throws<ArgumentException>(() => new Shape([1, 1, 1, 1, 1, 1, 1, 1, 1]));
        Assert.Throws<ArgumentException>(() => new Shape([int.MaxValue, int.MaxValue, int.MaxValue]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape([2])[1]);
    }

    [Fact]
    public void Numbers_go_in_and_come_out_in_row_major_order_also_through_views()
    {
        Tensor x = Tensor.From([1f, 2, 3, 4, 5, 6], [2, 3]);
        Assert.Equal([1f, 4, 2, 5, 3, 6], x.Transpose().ToArray<float>());
        Assert.Equal([2f, 3, 5, 6], x.Slice(1, 1, 2).ToArray<float>());
        Assert.Equal([1f, 4, 2, 5, 3, 6], x.Transpose().Contiguous().ToArray<float>());
        Assert.Equal([1, 2, 3], Tensor.From(1, 2, 3).Expand([2, 3]).Slice(0, 1, 1).ToArray<int>());
    }

    [Fact]
    public void Wrong_types_lengths_and_reads_say_what_is_right()
    {
        Tensor x = Tensor.From(1f, 2f);
        Assert.Contains("Float32", Assert.Throws<InvalidOperationException>(() => x.ToArray<double>()).Message);
        Assert.Contains("2 elements", Assert.Throws<InvalidOperationException>(() => x.CopyTo(new float[3])).Message);
        Assert.Contains("6 elements, got 2", Assert.Throws<ArgumentException>(() => Tensor.From([1f, 2f], [2, 3])).Message);
        Assert.Contains("one element", Assert.Throws<InvalidOperationException>(() => x.ToScalar()).Message);
        Assert.Contains("not Byte", Assert.Throws<NotSupportedException>(() => Tensor.From<byte>(1, 2)).Message);
        Assert.Contains("integers", Assert.Throws<InvalidOperationException>(() => Tensor.From(1, 2).RequireGradient()).Message);
    }

    [Fact]
    public void A_copy_into_shared_or_added_integers_and_a_view_that_moves_are_refused()
    {
        Tensor x = Tensor.From([1f, 2, 3, 4], [2, 2]), row = Tensor.From(0f, 0f);
        void Says(string text, Action action) => Assert.Contains(text, Assert.Throws<ArgumentException>(action).Message);
        Says("share memory", () => x.CopyInto(row.Expand([2, 2])));
        Says("real numbers, got Int32[2]", () => Tensor.From(1, 2).CopyInto(Tensor.From(3, 4), accumulate: true));
        x.CopyInto(Tensor.Zeros([2, 2]).Transpose());
        Says("a strided view", () => x.Transpose().MoveTo(Tensor.Zeros([2, 2]), Tensor.Zeros([2, 2])));
        Assert.Equal([0f, 0f], row.ToArray<float>());
    }

    [Theory]
    [InlineData(DataType.Float32), InlineData(DataType.Float64), InlineData(DataType.Int32), InlineData(DataType.Int64)]
    public void Every_type_fills_copies_and_converts(DataType type)
    {
        Tensor x = Tensor.Full([3, 17], 7, type);
        Assert.All(x.Transpose().Copy().To(DataType.Float64).ToArray<double>(), value => Assert.Equal(7, value));
        Assert.Equal(type, Tensor.Concatenate([x, x], 1).DataType);
    }

    [Fact]
    public void A_preview_shows_type_shape_and_the_first_numbers()
    {
        Assert.Equal("Float32[2] {1.5, -2}", Tensor.From(1.5f, -2f).ToString());
        Assert.Equal("Int32[20] {0, 0, 0, 0, 0, 0, 0, 0, …}", Tensor.Zeros([20], DataType.Int32).ToString());
    }
}
