namespace Nabla.Operations;

/// <summary>What a recurrent layer remembers between steps.</summary>
/// <param name="Hidden">The hidden state [batch, hidden], which is also its output.</param>
/// <param name="Cell">The cell state [batch, hidden] of a long short-term memory; others have none.</param>
public sealed record RecurrentState(Tensor Hidden, Tensor? Cell = null) : IStoredGroup
{
    IEnumerable<Storage> IStoredGroup.Storages => Cell is null ? [Hidden.Storage] : [Hidden.Storage, Cell.Storage];
}
