namespace Nabla.Devices;

/// <summary>Dropout.</summary>
public interface IDropoutKernels
{
    /// <summary>y[i] = x[i]/(1 − rate) with probability 1 − rate, else 0; the choice depends on key, stream and i alone, as
    /// <c>DropoutOperation.Composed</c> says, so the gradient is the same call on dy. y may be x.</summary>
    void Dropout(Region x, Region y, long count, double rate, ulong key, ulong stream);
}
