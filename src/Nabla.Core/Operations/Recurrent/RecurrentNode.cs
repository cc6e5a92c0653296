namespace Nabla.Operations;

/// <summary>A recurrent layer on the tape.</summary>
internal sealed class RecurrentNode<C> : Node, IRecurrentNode where C : struct, IRecurrentCell
{
    readonly IRecurrentKernels kernels;
    readonly C cell;
    readonly RecurrentShape shape;
    readonly RecurrentLinks links;
    readonly RecurrentWeights weights;
    readonly Tensor rows, blocks;
    readonly Tensor? cells, lengths;
    Tensor? dhidden, dcell;

    public RecurrentNode(IRecurrentKernels kernels, string name, C cell,
        in RecurrentShape shape, in RecurrentLinks links, in RecurrentWeights weights, Tensor rows, Tensor blocks, Tensor? cells, Tensor? lengths)
    {
        (this.kernels, Name, this.cell, this.shape, this.links, this.weights, this.rows, this.blocks, this.cells, this.lengths) =
            (kernels, name, cell, shape, links, weights, Save(rows), Save(blocks), cells, lengths);
        Save(weights.Hidden);
        if (links.X.IsNeeded) Save(weights.Input);
        if (cells is not null) Save(cells);
        if (lengths is not null) Save(lengths);
    }

    public override string Name { get; }

    public void ReceiveHidden(Tensor gradient) => dhidden = Save(gradient);

    public void ReceiveCell(Tensor gradient) => dcell = Save(gradient);

    // A unit's slopes s of all steps: dW = sᵀ·inputs or hidden states, db = Σ s, dx = s·W.
    public override void Backward(Tape tape, Tensor gradient)
    {
        Tensor dh = Start(gradient, dhidden), dc = C.HasCell ? Start(gradient, dcell) : dh;
        kernels.RecurGradient(cell, new(shape, weights.Hidden.Region, rows.Region, blocks.Region, cells?.Region ?? default, lengths?.Region ?? default,
            Dy: gradient.Region, Dhidden: dh.Region, Dcell: C.HasCell ? dc.Region : default));
        var gradients = new RecurrentGradients(tape, Name, shape, C.Products, rows, blocks);
        if (links.Hidden.IsNeeded) tape.Add(links.Hidden, gradients.Initial(dh, weights.Hidden));
        if (links.Cell.IsNeeded) tape.Add(links.Cell, dc);
        if (links.WeightsNeeded) gradients.Weights(links);
        if (links.BiasesNeeded) gradients.Biases(links);
        if (links.X.IsNeeded) tape.Add(links.X, gradients.Inputs(weights.Input));
    }

    /// <summary>The slopes that the walk back begins with, in memory of its own.</summary>
    Tensor Start(Tensor like, Tensor? final)
    {
        Tensor start = like.EmptyLike([shape.Batch, shape.Hidden], Name);
        if (final is null) like.Kernels.Fill(start.Region, start.Count, 0);
        else final.CopyInto(start);
        return start;
    }
}
