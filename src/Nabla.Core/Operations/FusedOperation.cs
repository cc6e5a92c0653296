namespace Nabla.Operations;

/// <summary>An operation of one's own with kernels, gradient and composed form: derive from it, and call <see cref="Apply"/>. Operands of one device
/// and real type come to the kernels contiguous; links, tape and memory are taken care of here. <c>RowDistance.cs</c> in the tests
/// <c>Nabla.Outside.Tests</c> is a whole one on one screen. An element-wise operation needs none of this: its formula is enough, see
/// <see cref="ElementwiseOperation"/>.</summary>
/// <typeparam name="TKernels">The interface of its kernels, by which the operands' device is asked for them; give it to a device with <see cref="Devices.Device.Add"/>.</typeparam>
public abstract class FusedOperation<TKernels> where TKernels : class
{
    /// <summary>The operation's name, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>The result's shape.</summary>
    /// <exception cref="ArgumentException">The operands' shapes do not fit.</exception>
    protected abstract Shape ResultShape(ReadOnlySpan<Tensor> operands);

    /// <summary>The same in plain operations: what runs where the device has no kernels, and what the kernels are tested against.</summary>
    public abstract Tensor Composed(ReadOnlySpan<Tensor> operands);

    /// <summary>Has the kernels compute the result.</summary>
    protected abstract void Run(TKernels kernels, ReadOnlySpan<Tensor> operands, Tensor result);

    /// <summary>Has the kernels compute the operands' gradients from the result's.</summary>
    /// <param name="kernels">The device's kernels.</param>
    /// <param name="operands">The operands.</param>
    /// <param name="result">The result.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="gradients">Room for the gradient of each operand, in its shape; null where none is wanted.</param>
    protected abstract void Differentiate(TKernels kernels, ReadOnlySpan<Tensor> operands, Tensor result, Tensor gradient, ReadOnlySpan<Tensor?> gradients);

    /// <summary>The operation on its operands, at most seven.</summary>
    /// <exception cref="ArgumentException">There are none or more, or they do not fit.</exception>
    public Tensor Apply(params ReadOnlySpan<Tensor> operands)
    {
        const int most = Node.MostSaved - 1; // the result is saved too
        if (operands.Length is 0 or > most) throw new ArgumentException($"{Name}: expected one to {most} operands, got {operands.Length}: join some with Concatenate.");
        Operand.RequireReal(operands[0], Name);
        foreach (Tensor operand in operands) Operand.RequireLike(operands[0], operand, Name, "every operand");
        Shape shape = ResultShape(operands);
        if (operands[0].Family<TKernels>() is not { } kernels) return Composed(operands);
        var dense = new Tensor[operands.Length];
        for (int i = 0; i < dense.Length; i++) dense[i] = operands[i].Contiguous();
        Tensor result = dense[0].EmptyLike(shape, Name);
        Run(kernels, dense, result);
        if (Tape.Current is { } tape)
        {
            Link[] links = Array.ConvertAll(dense, tape.Link);
            if (Array.Exists(links, link => link.IsNeeded)) tape.Append(result, new FusedNode(this, kernels, links, dense, result));
        }
        return result;
    }

    sealed class FusedNode : Node
    {
        readonly FusedOperation<TKernels> operation;
        readonly TKernels kernels;
        readonly Link[] links;
        readonly Tensor[] operands;
        readonly Tensor result;

        public FusedNode(FusedOperation<TKernels> operation, TKernels kernels, Link[] links, Tensor[] operands, Tensor result)
        {
            (this.operation, this.kernels, this.links, this.operands) = (operation, kernels, links, operands);
            foreach (Tensor operand in operands) Save(operand);
            this.result = Save(result);
        }

        public override string Name => operation.Name;

        public override void Backward(Tape tape, Tensor gradient)
        {
            var gradients = new Tensor?[links.Length];
            for (int i = 0; i < links.Length; i++) if (links[i].IsNeeded) gradients[i] = gradient.EmptyLike(operands[i].Shape, Name);
            operation.Differentiate(kernels, operands, result, gradient, gradients);
            for (int i = 0; i < links.Length; i++) if (gradients[i] is { } each) tape.Add(links[i], each);
        }
    }
}
