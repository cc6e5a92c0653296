namespace Nabla.Operations;

/// <summary>The weights of one recurrent layer in one direction, as PyTorch lays them: the rows of a unit's gates lie a whole block of units apart.</summary>
/// <param name="Input">What the input is multiplied with, [gates·hidden, inputs].</param>
/// <param name="Hidden">What the hidden state is multiplied with, [gates·hidden, hidden].</param>
/// <param name="InputBias">Added to the first product, [gates·hidden]; absent together with the other.</param>
/// <param name="HiddenBias">Added to the second product, [gates·hidden].</param>
public readonly record struct RecurrentWeights(Tensor Input, Tensor Hidden, Tensor? InputBias = null, Tensor? HiddenBias = null);
