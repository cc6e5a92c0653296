namespace Nabla.Operations;

/// <summary>What recurrent layers share: one product of all inputs with their weights, then the steps. The weights' gradients are one product over
/// all steps again.</summary>
internal static class RecurrentOperation
{
    /// <summary>Checks the operands of a layer; the kernels of their device, or null.</summary>
    public static IRecurrentKernels? Kernels<C>(string name, Tensor x, in RecurrentWeights weights, RecurrentState? start, Tensor? lengths) where C : struct, IRecurrentCell
    {
        RecurrentCheck.Run<C>(name, x, weights, start, lengths);
        return x.Family<IRecurrentKernels>();
    }

    /// <summary>Runs a layer in one direction: x [batch, time, inputs] → [batch, time, hidden] and the final state.</summary>
    public static (Tensor Outputs, RecurrentState Final) Run<C>(IRecurrentKernels kernels, string name,
        C cell, Tensor x, RecurrentWeights weights, RecurrentState? start, Tensor? lengths, bool reverse) where C : struct, IRecurrentCell
    {
        weights = new(weights.Input.Contiguous(), weights.Hidden.Contiguous(), weights.InputBias?.Contiguous(), weights.HiddenBias?.Contiguous());
        lengths = lengths?.Contiguous();
        var shape = new RecurrentShape(x.Shape[0], x.Shape[1], x.Shape[2], weights.Hidden.Shape[1], C.Blocks) { Reverse = reverse };
        Tensor rows = Rows(name, shape, x, start?.Hidden);
        Tensor blocks = x.EmptyLike([shape.Time, shape.Batch, shape.BlockLeading], name), y = x.EmptyLike([shape.Batch, shape.Time, shape.Hidden], name);
        Tensor? cells = C.HasCell ? Cells(name, shape, x, start?.Cell) : null;
        InputProduct<C>(name, shape, rows, blocks, weights);
        kernels.Recur(cell, new(shape, weights.Hidden.Region, rows.Region, blocks.Region,
            cells?.Region ?? default, lengths?.Region ?? default, ApartBias<C>(shape, weights), y.Region));
        var final = new RecurrentState(State(name, shape, rows), cells is null ? null : State(name, shape, cells));
        if (Tape.Current is not { } tape) return (y, final);
        var links = new RecurrentLinks(tape, x, weights, start);
        if (links.AnyNeeded) Record(tape, new RecurrentNode<C>(kernels, name, cell, shape, links, weights, rows, blocks, cells, lengths), y, final);
        return (y, final);
    }

    static void Record<C>(Tape tape, RecurrentNode<C> node, Tensor y, RecurrentState final) where C : struct, IRecurrentCell
    {
        tape.Append(y, node);
        Link outputs = tape.Link(y);
        tape.Append(final.Hidden, new FinalStateNode(node, outputs, y.Shape, isCell: false));
        if (final.Cell is not null) tape.Append(final.Cell, new FinalStateNode(node, outputs, y.Shape, isCell: true));
    }

    /// <summary>Time first: in each row room for the hidden state, then the input. The first hidden state is there already.</summary>
    static Tensor Rows(string name, in RecurrentShape shape, Tensor x, Tensor? hidden)
    {
        Tensor rows = x.EmptyLike([shape.Time + 1, shape.Batch, shape.RowLeading], name);
        x.CopyInto(rows.Slice(0, shape.First, shape.Time).Slice(2, shape.Hidden, shape.Inputs).Transpose(0, 1));
        Begin(shape, rows, hidden);
        return rows;
    }

    static Tensor Cells(string name, in RecurrentShape shape, Tensor x, Tensor? cell)
    {
        Tensor cells = x.EmptyLike([shape.Time + 1, shape.Batch, shape.Hidden], name);
        Begin(shape, cells, cell);
        return cells;
    }

    static void Begin(in RecurrentShape shape, Tensor states, Tensor? first)
    {
        first = first?.Detach() ?? Tensor.Full([], 0, states.DataType, states.Device);
        first.Expand([1, shape.Batch, shape.Hidden]).CopyInto(states.Slice(0, shape.Initial, 1).Slice(2, 0, shape.Hidden));
    }

    static Tensor State(string name, in RecurrentShape shape, Tensor states)
    {
        Tensor state = states.EmptyLike([shape.Batch, shape.Hidden], name);
        states.Slice(0, shape.Final, 1).Slice(2, 0, shape.Hidden).CopyInto(state.Reshape(1, shape.Batch, shape.Hidden));
        return state;
    }

    static void InputProduct<C>(string name, in RecurrentShape shape, Tensor rows, Tensor blocks, in RecurrentWeights weights) where C : struct, IRecurrentCell
    {
        GemmShape product = GemmShape.Dense(checked(shape.Time * shape.Batch), C.Products * shape.Hidden, shape.Inputs, transposeB: true) with { LeadingA = shape.RowLeading, LeadingC = shape.BlockLeading };
        blocks.Kernels.Gemm(product, Inputs(shape, rows), weights.Input.Region, blocks.Region, Bias<C>(name, shape, weights)?.Region ?? default, default(Identity));
    }

    /// <summary>Where the inputs of all steps begin.</summary>
    public static Region Inputs(in RecurrentShape shape, Tensor rows) => States(shape, rows) with { Offset = rows.Offset + (long)shape.First * shape.Batch * shape.RowLeading + shape.Hidden };

    /// <summary>Where the hidden states begin that all steps start from.</summary>
    public static Region States(in RecurrentShape shape, Tensor rows) => new(rows.Region.Block, rows.Offset + (long)shape.First * shape.Batch * shape.RowLeading);

    /// <summary>What is added to the inputs' product: all but the bias of a product that is a block of its own.</summary>
    static Tensor? Bias<C>(string name, in RecurrentShape shape, in RecurrentWeights weights) where C : struct, IRecurrentCell
    {
        if (weights is not { InputBias: { } input, HiddenBias: { } hidden }) return null;
        Tensor sum = input.EmptyLike(input.Shape, name);
        input.CopyInto(sum);
        int added = (C.Blocks > C.Products ? C.Products - 1 : C.Products) * shape.Hidden;
        hidden.Detach().Slice(0, 0, added).CopyInto(sum.Slice(0, 0, added), accumulate: true);
        return sum;
    }

    static Region ApartBias<C>(in RecurrentShape shape, in RecurrentWeights weights) where C : struct, IRecurrentCell =>
        C.Blocks > C.Products && weights.HiddenBias is { } bias ? new(bias.Region.Block, bias.Region.Offset + (C.Products - 1) * shape.Hidden) : default;
}
