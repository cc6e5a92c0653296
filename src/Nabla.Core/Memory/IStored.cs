namespace Nabla.Memory;

/// <summary>Something with a storage that may leave a scope: a tensor.</summary>
internal interface IStored
{
    Storage Storage { get; }
}
