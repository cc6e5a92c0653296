namespace Nabla.Operations;

/// <summary>Where the gradients of a recurrent layer go.</summary>
internal readonly struct RecurrentLinks(Tape tape, Tensor x, in RecurrentWeights weights, RecurrentState? start)
{
    public readonly Link X = tape.Link(x), Input = tape.Link(weights.Input), HiddenWeight = tape.Link(weights.Hidden);
    public readonly Link InputBias = Of(tape, weights.InputBias), HiddenBias = Of(tape, weights.HiddenBias);
    public readonly Link Hidden = Of(tape, start?.Hidden), Cell = Of(tape, start?.Cell);

    public bool AnyNeeded => X.IsNeeded || WeightsNeeded || BiasesNeeded || Hidden.IsNeeded || Cell.IsNeeded;

    public bool WeightsNeeded => Input.IsNeeded || HiddenWeight.IsNeeded;

    public bool BiasesNeeded => InputBias.IsNeeded || HiddenBias.IsNeeded;

    static Link Of(Tape tape, Tensor? tensor) => tensor is null ? default : tape.Link(tensor);
}
