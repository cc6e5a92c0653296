using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Tensors;

namespace Nabla.Operations;

/// <summary>Whether the operands of a recurrent layer fit together.</summary>
internal static class RecurrentCheck
{
    public static void Run<C>(string name, Tensor x, in RecurrentWeights weights, RecurrentState? start, Tensor? lengths) where C : struct, IRecurrentCell
    {
        Tensor.RequireFloat(x, name);
        if (x.Rank != 3) throw new ArgumentException($"{name}: expected input [batch, time, features], got {x.Shape}.");
        Tensor weight = weights.Hidden;
        if (weight.Rank != 2 || weight.Shape[1] == 0 || weight.Shape[0] != C.Products * (long)weight.Shape[1])
            throw new ArgumentException($"{name}: expected weights of the hidden state [{(C.Products == 1 ? "" : $"{C.Products}·")}hidden, hidden], got {weight.Shape}.");
        int rows = weight.Shape[0], hidden = weight.Shape[1];
        Expect(name, x, weight, [rows, hidden], "weights of the hidden state");
        Expect(name, x, weights.Input, [rows, x.Shape[2]], $"weights of the input for input {x.Shape}");
        if (weights.InputBias is null != weights.HiddenBias is null) throw new ArgumentException($"{name}: expected both biases or neither, got one.");
        if (weights.InputBias is { } inputBias) Expect(name, x, inputBias, [rows], "a bias of the input");
        if (weights.HiddenBias is { } hiddenBias) Expect(name, x, hiddenBias, [rows], "a bias of the hidden state");
        if (start is { } state) Check<C>(name, x, state, hidden);
        if (lengths is not null) Check(name, x, lengths);
    }

    static void Check<C>(string name, Tensor x, RecurrentState start, int hidden) where C : struct, IRecurrentCell
    {
        Expect(name, x, start.Hidden, [x.Shape[0], hidden], "a hidden state");
        if (start.Cell is not null != C.HasCell) throw new ArgumentException($"{name}: {(C.HasCell ? "expected a cell state beside the hidden state, got none" : "has no cell state, got one")}.");
        if (start.Cell is { } cell) Expect(name, x, cell, [x.Shape[0], hidden], "a cell state");
    }

    static void Check(string name, Tensor x, Tensor lengths)
    {
        if (lengths.DataType != DataType.Int32 || lengths.Shape != [x.Shape[0]])
            throw new ArgumentException($"{name}: expected lengths Int32[{x.Shape[0]}] for input {x.Shape}, got {lengths.DataType}{lengths.Shape}.");
        RowIndices.Check(lengths.IsContiguous ? lengths : Tape.Pause(lengths.Contiguous), x.Shape[1] + 1, name, "length", $"number of steps of input {x.Shape}", allowNegative: false);
    }

    static void Expect(string name, Tensor x, Tensor operand, in Shape shape, string what)
    {
        if (operand.DataType != x.DataType || operand.Shape != shape)
            throw new ArgumentException($"{name}: expected {what} {x.DataType}{shape}, got {operand.DataType}{operand.Shape}.");
    }
}
