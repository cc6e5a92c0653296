namespace Nabla.Operations;

/// <summary>The node of a recurrent layer, whose results are more than one: the outputs are its own, gradients of the final states come this way.</summary>
internal interface IRecurrentNode
{
    /// <summary>Takes the gradient of the final hidden state.</summary>
    void ReceiveHidden(Tensor gradient);

    /// <summary>Takes the gradient of the final cell state.</summary>
    void ReceiveCell(Tensor gradient);
}

/// <summary>A final state of a recurrent layer on the tape: passes its gradient to the layer's node, which is walked after it.</summary>
internal sealed class FinalStateNode(IRecurrentNode layer, Link outputs, Shape outputShape, bool isCell) : Node
{
    public override string Name => "the final state of a recurrent layer";

    public override void Backward(Tape tape, Tensor gradient)
    {
        if (isCell) layer.ReceiveCell(gradient);
        else layer.ReceiveHidden(gradient);
        // A node is walked only where its own result has a gradient.
        Tensor target = tape.Target(outputs, outputShape, out bool accumulate);
        if (!accumulate) target.Kernels.Fill(target.Region, target.Count, 0);
    }
}
