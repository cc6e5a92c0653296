namespace Nabla.Operations;

/// <summary>What the slopes of all steps give: the gradients of weights, biases, inputs and the first hidden state. The slopes of products with the
/// hidden state are the last blocks; those with the input are the first, from the second on and the first at the end where the last product is a
/// block of its own (<see cref="IRecurrentCell"/>).</summary>
internal readonly struct RecurrentGradients(Tape tape, string name, in RecurrentShape shape, int products, Tensor rows, Tensor blocks)
{
    readonly RecurrentShape shape = shape;

    int Steps => shape.Time * shape.Batch;

    bool IsApart => shape.Blocks > products;

    /// <summary>The block of a product with the input.</summary>
    int BlockOf(int product) => IsApart ? (product + 1) % products : product;

    Region Slopes(int block, int time = 0) => new(blocks.Storage.Block, blocks.Offset + (long)time * shape.Batch * shape.BlockLeading + (long)block * shape.Hidden);

    /// <summary>The gradient of the first hidden state, to which the first step's products are added here.</summary>
    public Tensor Initial(Tensor dhidden, Tensor weight)
    {
        if (shape.Time == 0) return dhidden;
        GemmShape product = GemmShape.Dense(shape.Batch, shape.Hidden, products * shape.Hidden, accumulate: true) with { LeadingA = shape.BlockLeading };
        blocks.Kernels.Gemm(product, Slopes(shape.Blocks - products, shape.TimeOf(0)), weight.Region, dhidden.Region, default, default(Identity));
        return dhidden;
    }

    /// <summary>The gradient of x [batch, time, inputs].</summary>
    public Tensor Inputs(Tensor weight)
    {
        Tensor dx = blocks.EmptyLike([shape.Time, shape.Batch, shape.Inputs], name);
        if (!IsApart) InputPart(dx, weight, 0, 0, products, accumulate: false);
        else
        {
            InputPart(dx, weight, 0, 1, products - 1, accumulate: false);
            InputPart(dx, weight, products - 1, 0, 1, accumulate: true);
        }
        return dx.Transpose(0, 1);
    }

    void InputPart(Tensor dx, Tensor weight, int product, int block, int count, bool accumulate)
    {
        GemmShape part = GemmShape.Dense(Steps, shape.Inputs, count * shape.Hidden, accumulate: accumulate) with { LeadingA = shape.BlockLeading };
        var factor = new Region(weight.Storage.Block, weight.Offset + (long)product * shape.Hidden * shape.Inputs);
        blocks.Kernels.Gemm(part, Slopes(block), factor, dx.Region, default, default(Identity));
    }

    /// <summary>Both weights at once: hidden states and inputs lie in the same rows.</summary>
    public void Weights(in RecurrentLinks links)
    {
        int columns = shape.Hidden + shape.Inputs;
        Tensor both = blocks.EmptyLike([shape.Blocks * shape.Hidden, columns], name);
        if (!IsApart) WeightPart(both, 0, shape.Blocks, 0, columns);
        else
        {
            WeightPart(both, 0, 1, shape.Hidden, columns);
            WeightPart(both, 1, products, 0, columns);
            WeightPart(both, products, shape.Blocks, 0, shape.Hidden);
        }
        if (links.HiddenWeight.IsNeeded)
        {
            Tensor target = tape.Target(links.HiddenWeight, [products * shape.Hidden, shape.Hidden], out bool accumulate);
            both.Slice(0, (shape.Blocks - products) * shape.Hidden, products * shape.Hidden).Slice(1, 0, shape.Hidden).CopyInto(target, accumulate);
        }
        if (links.Input.IsNeeded) Deal(both.Slice(1, shape.Hidden, shape.Inputs), tape.Target(links.Input, [products * shape.Hidden, shape.Inputs], out bool accumulate), accumulate);
    }

    void WeightPart(Tensor both, int block, int end, int column, int columnEnd)
    {
        GemmShape part = GemmShape.Dense((end - block) * shape.Hidden, columnEnd - column, Steps, transposeA: true) with
        {
            LeadingA = shape.BlockLeading, LeadingB = shape.RowLeading, LeadingC = shape.Hidden + shape.Inputs,
        };
        Region states = RecurrentOperation.States(shape, rows);
        var target = new Region(both.Storage.Block, both.Offset + (long)block * shape.Hidden * part.LeadingC + column);
        blocks.Kernels.Gemm(part, Slopes(block), states with { Offset = states.Offset + column }, target, default, default(Identity));
    }

    /// <summary>The sum of the slopes over all steps.</summary>
    public void Biases(in RecurrentLinks links)
    {
        Tensor sums = blocks.EmptyLike([shape.BlockLeading], name);
        blocks.Kernels.Reduce(Reduction.Sum, blocks.Region, sums.Region, 1, Steps, shape.BlockLeading, accumulate: false);
        Shape bias = [products * shape.Hidden];
        if (links.HiddenBias.IsNeeded)
        {
            Tensor target = tape.Target(links.HiddenBias, bias, out bool accumulate);
            sums.Slice(0, (shape.Blocks - products) * shape.Hidden, bias[0]).CopyInto(target, accumulate);
        }
        if (links.InputBias.IsNeeded) Deal(sums, tape.Target(links.InputBias, bias, out bool accumulate), accumulate);
    }

    /// <summary>Brings what belongs to products with the input into their order.</summary>
    void Deal(Tensor from, Tensor target, bool accumulate)
    {
        for (int product = 0; product < products; product++)
            from.Slice(0, BlockOf(product) * shape.Hidden, shape.Hidden).CopyInto(target.Slice(0, product * shape.Hidden, shape.Hidden), accumulate);
    }
}
