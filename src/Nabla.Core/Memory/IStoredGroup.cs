namespace Nabla.Memory;

/// <summary>Several storages that leave a scope together: the state of a recurrent layer.</summary>
internal interface IStoredGroup
{
    IEnumerable<Storage> Storages { get; }
}
