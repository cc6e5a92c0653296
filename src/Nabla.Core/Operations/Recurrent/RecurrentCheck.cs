namespace Nabla.Operations;

/// <summary>Whether the operands of a recurrent layer fit together.</summary>
internal static class RecurrentCheck
{
    public static void Run<C>(string name, Tensor x, in RecurrentWeights weights, RecurrentState? start, Tensor? lengths) where C : struct, IRecurrentCell
    {
        Operand.RequireReal(x, name);
        if (x.Rank != 3) throw new ArgumentException($"{name}: expected input [batch, time, features], got {x.Shape}.");
        Tensor weight = weights.Hidden;
        if (weight.Rank != 2 || weight.Shape[1] == 0 || weight.Shape[0] != C.Products * (long)weight.Shape[1])
            throw new ArgumentException($"{name}: expected weights of the hidden state [{(C.Products == 1 ? "" : $"{C.Products}·")}hidden, hidden], got {weight.Shape}.");
        int rows = weight.Shape[0], hidden = weight.Shape[1];
        Operand.RequireLike(x, weight, [rows, hidden], name, "weights of the hidden state");
        Operand.RequireLike(x, weights.Input, [rows, x.Shape[2]], name, "weights of the input");
        if (weights.InputBias is null != weights.HiddenBias is null) throw new ArgumentException($"{name}: expected both biases or neither, got one.");
        if (weights.InputBias is { } inputBias) Operand.RequireLike(x, inputBias, [rows], name, "a bias of the input");
        if (weights.HiddenBias is { } hiddenBias) Operand.RequireLike(x, hiddenBias, [rows], name, "a bias of the hidden state");
        if (start is { } state) Check<C>(name, x, state, hidden);
        if (lengths is not null) Check(name, x, lengths);
    }

    static void Check<C>(string name, Tensor x, RecurrentState start, int hidden) where C : struct, IRecurrentCell
    {
        Operand.RequireLike(x, start.Hidden, [x.Shape[0], hidden], name, "a hidden state");
        if (start.Cell is not null != C.HasCell) throw new ArgumentException($"{name}: {(C.HasCell ? "expected a cell state beside the hidden state, got none" : "has no cell state, got one")}.");
        if (start.Cell is { } cell) Operand.RequireLike(x, cell, [x.Shape[0], hidden], name, "a cell state");
    }

    static void Check(string name, Tensor x, Tensor lengths)
    {
        Operand.RequireIndices(x, lengths, [x.Shape[0]], name, "lengths");
        RowIndices.Check(lengths.IsContiguous ? lengths : Tape.Pause(lengths.Contiguous), x.Shape[1] + 1, name, "length", $"number of steps of input {x.Shape}", allowNegative: false);
    }
}
