namespace Nabla.LinearModels;

/// <summary>Logistic regression by gradient descent on all examples, as on the lecture's slide: from w = 0, b = 0,
/// w ← w + α/N Σ (Y_n − Ŷ_n) X_n and b ← b + α/N Σ (Y_n − Ŷ_n) with Ŷ = σ(wᵀX + b), or softmax for many classes.
/// The loss is smooth and convex, so this reaches the minimum where there is one (always with a penalty).</summary>
public sealed record LogisticRegression
{
    /// <summary>λ of λ/2·‖w‖², added to the mean loss; the bias is free. scikit-learn's C is 1/(λN).</summary>
    public double Penalty { get; init => field = NotNegative(value, nameof(Penalty)); }

    /// <summary>α. Null for 1/L, with L a bound on the curvature: the largest constant step that is sure to descend.</summary>
    public double? StepSize { get; init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(null, $"LogisticRegression: {nameof(StepSize)} is {value}: expected a positive number, or null for 1/L."); }

    /// <summary>Nesterov's acceleration with restarts (O'Donoghue and Candès 2015, arXiv:1204.3982): about the square root as many iterations.</summary>
    public bool Accelerated { get; init; }

    /// <summary>Stops where the gradient's norm is no larger; penalised weights are then no farther than about this over λ from the minimum. Null for
    /// 1e-8 in float64 and 1e-5 in float32, where rounding allows no less.</summary>
    public double? Tolerance { get; init => field = value is { } norm ? NotNegative(norm, nameof(Tolerance)) : null; }

    /// <summary>The most steps.</summary>
    public int MaxIterations { get; init => field = (int)NotNegative(value, nameof(MaxIterations)); } = 100_000;

    /// <summary>Where the descent begins: [rows, features + 1] with the bias as the last of each row; null for w = 0, b = 0 as on the slide.</summary>
    public Tensor? Start { get; init; }

    /// <summary>Sees where the weights stand at the start and after each step, for drawing the path. It costs an evaluation of the loss each time.</summary>
    public Action<LogisticStep>? OnStep { get; init; }

    /// <summary>Two classes: one row of weights.</summary>
    /// <param name="features">[examples, features], finite; the arithmetic is done in its type.</param>
    /// <param name="labels">[examples] of Int32: 0 and 1, or −1 and 1.</param>
    /// <exception cref="ArgumentException">Shapes, types or labels do not fit, a feature is not finite, or the given step size diverges.</exception>
    public LogisticFit FitBinary(Tensor features, Tensor labels)
    {
        var target = new BinaryTarget("LogisticRegression", features, labels);
        Tensor one = Tensor.From([.. target.Signs.Select(sign => (1 + sign) / 2)], [features.Shape[0], 1]).To(features.DataType);
        return Fit(new LogisticProblem(features, one, Penalty), target.Labels);
    }

    /// <summary>Many classes: a row of weights for each, and softmax.</summary>
    /// <param name="features">[examples, features], finite; the arithmetic is done in its type.</param>
    /// <param name="labels">[examples] of Int32, from 0 to classes − 1.</param>
    /// <param name="classes">How many classes.</param>
    /// <exception cref="ArgumentException">Shapes, types or labels do not fit, a feature is not finite, or the given step size diverges.</exception>
    public LogisticFit FitSoftmax(Tensor features, Tensor labels, int classes)
    {
        if (classes < 2) throw new ArgumentOutOfRangeException(null, $"LogisticRegression: {classes} classes: at least 2 are needed.");
        Examples.Check("LogisticRegression", features, labels);
        int[] label = labels.Contiguous().ToArray<int>();
        var one = new double[checked(label.Length * classes)];
        for (int i = 0; i < label.Length; i++)
        {
            if (label[i] < 0 || label[i] >= classes) throw new ArgumentException($"LogisticRegression: label {label[i]} of example {i} is no class: expected 0 to {classes - 1}.");
            one[i * classes + label[i]] = 1;
        }
        return Fit(new LogisticProblem(features, Tensor.From(one, [label.Length, classes]).To(features.DataType), Penalty), BinaryLabels.ZeroOne);
    }

    /// <summary><see cref="FitBinary"/> for two classes, <see cref="FitSoftmax"/> for more; labels of Int32 from 0 to classes − 1.</summary>
    /// <exception cref="ArgumentException">Shapes, types or labels do not fit, a feature is not finite, or the given step size diverges.</exception>
    public LogisticFit Fit(Tensor features, Tensor labels, int classes) => classes == 2 ? FitBinary(features, labels) : FitSoftmax(features, labels, classes);

    LogisticFit Fit(LogisticProblem problem, BinaryLabels labels)
    {
        double step = StepSize ?? 1 / problem.Curvature();
        var descent = new Descent(problem, Beginning(problem), step, Accelerated);
        double tolerance = Tolerance ?? (descent.Place.DataType == DataType.Float64 ? 1e-8 : 1e-5);
        Show(problem, descent);
        while (descent.GradientNorm > tolerance && descent.Iterations < MaxIterations)
        {
            descent.Step();
            Show(problem, descent);
        }
        if (!double.IsFinite(descent.GradientNorm)) throw new ArgumentException($"LogisticRegression: the step size {step} diverges: leave it out, or take a smaller one.");
        Tensor weight = descent.Place;
        int features = weight.Shape[1] - 1;
        return new LogisticFit
        {
            Weight = weight.Slice(1, 0, features).Copy().Keep(),
            Bias = weight.Slice(1, features, 1).Copy().Reshape(weight.Shape[0]).Keep(),
            Labels = labels,
            StepSize = step,
            Iterations = descent.Iterations,
            GradientNorm = descent.GradientNorm,
            Loss = problem.Loss(weight),
            Converged = descent.GradientNorm <= tolerance,
        };
    }

    Tensor Beginning(LogisticProblem problem)
    {
        Tensor zero = problem.Zero();
        if (Start is null) return zero;
        return Start.Shape == zero.Shape ? Start.To(zero.DataType).Copy().Keep()
            : throw new ArgumentException($"LogisticRegression: expected a start {zero.Shape}, got {Start.Shape}: a row for each class (one for two classes), with the bias as its last number.");
    }

    void Show(LogisticProblem problem, Descent descent) =>
        OnStep?.Invoke(new(descent.Iterations, problem.Loss(descent.Place), descent.GradientNorm, descent.Place.To(DataType.Float64).ToArray<double>()));

    static double NotNegative(double value, string name) =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(null, $"LogisticRegression: {name} is {value}: expected a number from 0 on.");
}
