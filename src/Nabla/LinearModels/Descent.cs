namespace Nabla.LinearModels;

/// <summary>Gradient descent of constant step on a <see cref="LogisticProblem"/>, plain or accelerated.</summary>
sealed class Descent
{
    readonly LogisticProblem problem;
    readonly Tensor gradient, last;
    readonly double step;
    readonly bool accelerated;
    double inertia = 1;

    public Descent(LogisticProblem problem, Tensor start, double step, bool accelerated)
    {
        (this.problem, this.step, this.accelerated) = (problem, step, accelerated);
        (Place, last, gradient) = (start, start.Copy().Keep(), problem.Zero());
        Look();
    }

    /// <summary>The weights.</summary>
    public Tensor Place { get; }

    /// <summary>‖∇‖ at the place.</summary>
    public double GradientNorm { get; private set; }

    public int Iterations { get; private set; }

    public void Step()
    {
        Scope.Run(() => Assign(Place, accelerated ? Ahead() : Place - gradient * step));
        Iterations++;
        Look();
    }

    // Nesterov: from the place looked at go down, then on along the last move; begin anew where that leads uphill.
    Tensor Ahead()
    {
        Tensor next = Place - gradient * step, move = next - last;
        if ((gradient * move).Sum().ToScalar() > 0) inertia = 1;
        double grown = (1 + Math.Sqrt(1 + 4 * inertia * inertia)) / 2, share = (inertia - 1) / grown;
        inertia = grown;
        Assign(last, next);
        return next + move * share;
    }

    void Look()
    {
        Scope.Run(() => Assign(gradient, problem.Gradient(Place)));
        GradientNorm = Math.Sqrt(gradient.SumOfSquares());
    }

    static void Assign(Tensor target, Tensor value) => value.CopyInto(target);
}
