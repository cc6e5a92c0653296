namespace Nabla.Memory;

/// <summary>What owns memory that may leave a scope: a tensor. Implemented here alone.</summary>
public interface IStored
{
    internal Storage Storage { get; }
}
