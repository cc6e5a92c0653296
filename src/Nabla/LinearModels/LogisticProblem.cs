namespace Nabla.LinearModels;

/// <summary>The function that logistic regression makes small, over weights [rows, features + 1] whose last column is the bias: one row with the
/// sigmoid for two classes, or a row for each class with softmax.</summary>
sealed class LogisticProblem
{
    readonly Tensor inputs, targets, penalties;
    readonly double penalty;

    /// <param name="features">[examples, features].</param>
    /// <param name="targets">[examples, rows]: the probability of 1, or of each class.</param>
    /// <param name="penalty">λ.</param>
    public LogisticProblem(Tensor features, Tensor targets, double penalty)
    {
        DataType type = features.DataType;
        inputs = Tensor.Concatenate([features, Tensor.Ones([features.Shape[0], 1], type)], axis: 1).Keep();
        penalties = Tensor.Concatenate([Tensor.Full([1, features.Shape[1]], penalty, type), Tensor.Zeros([1, 1], type)], axis: 1).Keep();
        (this.targets, this.penalty) = (targets.Keep(), penalty);
    }

    public bool IsSoftmax => targets.Shape[1] > 1;

    /// <summary>Weights of zero.</summary>
    public Tensor Zero() => Tensor.Zeros([targets.Shape[1], inputs.Shape[1]], inputs.DataType).Keep();

    /// <summary>1/N Σ (Ŷ − Y) X̃ᵀ + λw.</summary>
    public Tensor Gradient(Tensor weight)
    {
        Tensor said = IsSoftmax ? inputs.Linear(weight).Softmax() : inputs.Linear(weight, null, new Operations.Elementwise.Sigmoid());
        return (said - targets).Transpose().MatMul(inputs) * (1.0 / inputs.Shape[0]) + weight * penalties;
    }

    /// <summary>The mean loss and the penalty.</summary>
    public double Loss(Tensor weight) => Scope.Run(() =>
    {
        Tensor scores = inputs.Linear(weight);
        Tensor losses = IsSoftmax ? -(targets * scores.LogSoftmax()).Sum(1) : scores.Softplus() - targets * scores;
        return losses.Mean().ToScalar() + (weight.Square() * penalties).Sum().ToScalar() / 2;
    });

    /// <summary>A bound L on the second derivative: λ + c·λ_max(X̃ᵀX̃)/N, where c is ¼ for the sigmoid and ½ for softmax (Böhning 1992).
    /// The largest eigenvalue comes from above, λ_max(A)ᵏ = λ_max(Aᵏ) ≤ ‖Aᵏ‖, by squaring A five times: at most n^(1/64) too large.</summary>
    public double Curvature() => Scope.Run(() =>
    {
        Tensor x = inputs * (1 / Math.Sqrt(inputs.Shape[0]));
        Tensor power = x.Shape[0] < x.Shape[1] ? x.MatMul(x.Transpose()) : x.Transpose().MatMul(x);
        double logarithm = 0, share = 1;
        for (int squaring = 0; ; squaring++, share /= 2)
        {
            double norm = Math.Sqrt(power.SumOfSquares());
            logarithm += share * Math.Log(norm);
            if (squaring == 5) break;
            power = power * (1 / norm);
            power = power.MatMul(power);
        }
        return penalty + (IsSoftmax ? 0.5 : 0.25) * Math.Exp(logarithm);
    });
}
