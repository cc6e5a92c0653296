namespace Nabla.Gradients;

/// <summary>One recorded operation. It links to its inputs, saves what its gradient needs, and turns the gradient of its output into gradients of its
/// inputs. Sealed classes, never lambdas: a lambda would keep alive whatever its neighbours captured.</summary>
public abstract class Node
{
    internal const int MostSaved = 8;

    [InlineArray(MostSaved)] struct SavedStorages { Storage? first; }

    SavedStorages saved;
    int savedCount;

    /// <summary>What its gradient has to be like; the numbers may be gone.</summary>
    internal Tensor? Result;

    /// <summary>The operation's name, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>Adds to the gradients of the inputs, given that of the output, which is contiguous and has the output's shape.</summary>
    public abstract void Backward(Tape tape, Tensor gradient);

    /// <summary>Whether <see cref="Backward"/> also takes one number that is repeated for the whole gradient, as that of a sum or mean of everything is.</summary>
    internal virtual bool TakesRepeated => false;

    /// <summary>Keeps a tensor's numbers until this node's backward has run.</summary>
    /// <returns>The tensor.</returns>
    protected Tensor Save(Tensor tensor)
    {
        if (savedCount == MostSaved) throw new InvalidOperationException($"{Name}: a node saves at most {MostSaved} tensors: save fewer, or split the operation.");
        tensor.Storage.Retain();
        saved[savedCount++] = tensor.Storage;
        return tensor;
    }

    internal void ReleaseSaved()
    {
        for (int i = 0; i < savedCount; i++) saved[i]!.Release();
        savedCount = 0;
    }
}
