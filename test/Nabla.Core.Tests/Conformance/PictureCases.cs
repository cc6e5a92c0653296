using Nabla.Devices;
using Nabla.Operations;
using Nabla.Operations.Elementwise;
using Nabla.Tensors;

namespace Nabla.Core.Tests.Conformance;

/// <summary>Convolutions and pools with the extents, steps and edges that matter.</summary>
static class PictureCases
{
    public static IEnumerable<OperationCase> All => [.. Convolutions, .. Transposed, .. Pools, .. Resized];

    static IEnumerable<OperationCase> Transposed
    {
        get
        {
            yield return Transpose("3×3", [2, 3, 5, 7], [3, 4, 3, 3], new(padding: 1));
            yield return Transpose("stride 2", [2, 3, 4, 9], [3, 2, 2, 2], new(2));
            yield return Transpose("stride 2, padding 1, extra 1", [1, 2, 4, 5], [2, 3, 3, 3], new(2, 1), extra: 1);
            yield return Transpose("stride 3, dilation 2", [1, 2, 3, 4], [2, 3, 3, 2], new(3, 1, 2), extra: 2);
            yield return Transpose("two groups", [2, 4, 3, 5], [4, 3, 3, 3], new(2, 1), groups: 2);
            yield return Transpose("of one pixel", [2, 3, 1, 1], [3, 2, 4, 4], new());
        }
    }

    static OperationCase Transpose(string name, Shape x, Shape weight, Window window, int groups = 1, int extra = 0)
        => new($"TransposedConvolution {name}", [x, weight, [weight[1] * groups]], of => of[0].ConvTranspose2d(of[1], of[2], window, groups, extra),
            of => TransposedConvolutionOperation.Composed(of[0], of[1], of[2], window, groups, extra));

    static IEnumerable<OperationCase> Resized
    {
        get
        {
            foreach ((int height, int width) in ((int, int)[])[(1, 1), (3, 4), (7, 5), (14, 17)])
            {
                yield return new($"AdaptiveAveragePool2d to {height}×{width}", [[2, 2, 7, 5]], of => of[0].AdaptiveAveragePool2d(height, width));
                yield return new($"ResizeNearest2d to {height}×{width}", [[2, 2, 7, 5]], of => of[0].ResizeNearest2d(height, width));
                yield return new($"ResizeBilinear2d to {height}×{width}", [[2, 2, 7, 5]], of => of[0].ResizeBilinear2d(height, width));
            }
        }
    }

    static IEnumerable<OperationCase> Pools
    {
        get
        {
            foreach (bool isMax in (bool[])[true, false])
            {
                yield return Pool(isMax, "2×2", [2, 3, 6, 8], 2);
                yield return Pool(isMax, "2×2 of odd extents", [2, 2, 7, 35], 2);
                yield return Pool(isMax, "of the whole picture", [2, 2, 5, 5], 5);
                yield return Pool(isMax, "3×3, stride 2, padding 1", [2, 2, 9, 17], 3, new(2, 1));
                yield return Pool(isMax, "that overlaps", [1, 2, 8, 18], 3, new());
                yield return Pool(isMax, "with gaps", [1, 2, 11, 13], 2, new(3));
                yield return Pool(isMax, "dilated", [1, 2, 9, 20], 3, new(1, 1, 2));
                yield return Pool(isMax, "of one pixel", [1, 2, 3, 4], 1);
            }
        }
    }

    static OperationCase Pool(bool isMax, string name, Shape x, int size, Window? window = null)
        => new($"Pool {(isMax ? "of the largest" : "of the mean")} {name}", [x], of => isMax ? of[0].MaxPool2d(size, window) : of[0].AveragePool2d(size, window),
            of => PoolOperation.Composed(of[0], size, window, isMax));

    static IEnumerable<OperationCase> Convolutions
    {
        get
        {
            foreach (int size in (int[])[1, 5, 7, 16, 17, 33])
                yield return Convolution($"3×3 on {size}×{size}", [2, 2, size, size], [5, 2, 3, 3], new(padding: 1));
            yield return Convolution("1×1", [2, 3, 4, 5], [17, 3, 1, 1], new());
            yield return Convolution("of a column of pixels", [1, 2, 9, 1], [3, 2, 3, 1], new() { PaddingY = 1 });
            yield return Convolution("of a row of pixels", [2, 1, 1, 35], [2, 1, 1, 5], new() { PaddingX = 2 });
            yield return Convolution("as large as the picture", [3, 2, 4, 4], [2, 2, 4, 4], new());
            yield return Convolution("more padding than the filter is wide", [1, 2, 3, 4], [2, 2, 2, 2], new(padding: 3));
            foreach (int stride in (int[])[2, 3])
                foreach (int padding in (int[])[0, 1])
                    yield return Convolution($"stride {stride}, padding {padding}", [2, 2, 11, 18], [3, 2, 3, 3], new(stride, padding));
            yield return Convolution("stride above the filter's size", [1, 2, 9, 10], [2, 2, 2, 2], new(4));
            yield return Convolution("stride 2, 1×1", [2, 3, 8, 7], [4, 3, 1, 1], new(2));
            yield return Convolution("dilation 2", [2, 2, 9, 11], [3, 2, 3, 3], new(padding: 2, dilation: 2));
            yield return Convolution("dilation 3, stride 2", [1, 2, 13, 15], [3, 2, 3, 2], new(2, 1, 3));
            yield return Convolution("other steps in rows than in columns", [1, 2, 9, 20], [3, 2, 2, 4], new() { StrideX = 3, PaddingY = 1, PaddingX = 2, DilationY = 2 });
            yield return Convolution("two groups", [2, 4, 6, 7], [6, 2, 3, 3], new(padding: 1), groups: 2);
            yield return Convolution("depthwise", [2, 5, 6, 7], [5, 1, 3, 3], new(padding: 1), groups: 5);
            yield return Convolution("depthwise, stride 2", [1, 3, 7, 8], [6, 1, 3, 3], new(2, 1), groups: 3);
            yield return Convolution("20 outputs", [1, 3, 5, 6], [20, 3, 3, 3], new(padding: 1));
            yield return new("Convolution without bias", [[2, 2, 5, 6], [3, 2, 3, 3]], x => x[0].Conv2d(x[1]),
                x => ConvolutionOperation.Composed(x[0], x[1], null, null, 1, default(Identity)));
            yield return Activated("ReLU", default(Relu));
            yield return Activated("tanh", default(Tanh));
            yield return Activated("GELU", default(Gelu));
            yield return new("Convolution of a permuted view", [[2, 6, 5, 3], [4, 3, 3, 3]], x => x[0].Permute(0, 3, 1, 2).Conv2d(x[1]),
                x => ConvolutionOperation.Composed(x[0].Permute(0, 3, 1, 2), x[1], null, null, 1, default(Identity)));
        }
    }

    static OperationCase Convolution(string name, Shape x, Shape weight, Window window, int groups = 1)
        => new($"Convolution {name}", [x, weight, [weight[0]]], of => of[0].Conv2d(of[1], of[2], window, groups),
            of => ConvolutionOperation.Composed(of[0], of[1], of[2], window, groups, default(Identity)));

    static OperationCase Activated<F>(string name, F activation) where F : struct, IUnaryFormula
        => new($"Convolution with {name}", [[2, 2, 5, 9], [3, 2, 3, 3], [3]], of => of[0].Conv2d(of[1], of[2], new(padding: 1), 1, activation),
            of => ConvolutionOperation.Composed(of[0], of[1], of[2], new(padding: 1), 1, activation));
}
