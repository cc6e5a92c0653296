namespace Nabla.Gradients;

/// <summary>Compares gradients with central differences, (f(x + h) − f(x − h))/2h, in float64.</summary>
public static class GradientCheck
{
    /// <summary>The largest error over all elements of all inputs, |analytic − numeric| / max(1, |analytic|, |numeric|), and where it is. The result
    /// of any shape is weighted by fixed random numbers first, so that errors do not cancel.</summary>
    /// <param name="function">What is checked; called twice for each element.</param>
    /// <param name="inputs">Float64 tensors; copies of them are moved.</param>
    /// <param name="step">h.</param>
    public static GradientError Run(Func<Tensor[], Tensor> function, Tensor[] inputs, double step = 1e-5)
    {
        Tensor[] leaves = Array.ConvertAll(inputs, input => Tensor.From(input.ToArray<double>(), input.Shape, input.Device).RequireGradient());
        double[] weights = Weights(Tape.Pause(() => function(leaves).ToArray<double>()).Length);
        Differentiate(function, leaves, weights);
        var worst = new GradientError(0, -1, -1, 0, 0);
        for (int i = 0; i < leaves.Length; i++)
        {
            double[] analytic = leaves[i].Gradient!.ToArray<double>(), values = leaves[i].ToArray<double>();
            for (int at = 0; at < values.Length; at++)
            {
                double numeric = (Moved(function, leaves, weights, i, values, at, step) - Moved(function, leaves, weights, i, values, at, -step)) / (2 * step);
                double error = Math.Abs(analytic[at] - numeric) / Math.Max(1, Math.Max(Math.Abs(analytic[at]), Math.Abs(numeric)));
                if (!(error <= worst.Error)) worst = new GradientError(error, i, at, analytic[at], numeric);
            }
        }
        return worst;
    }

    static void Differentiate(Func<Tensor[], Tensor> function, Tensor[] leaves, double[] weights)
    {
        Tape tape = Tape.Start();
        try
        {
            Tensor result = function(leaves);
            tape.Backward(result, Tensor.From(weights, result.Shape, result.Device));
        }
        finally
        {
            tape.Stop();
        }
    }

    // Recorded like the analytic pass, so that what is active in training only (dropout, batch statistics) is so here too.
    static double Moved(Func<Tensor[], Tensor> function, Tensor[] leaves, double[] weights, int input, double[] values, int at, double by)
    {
        double before = values[at];
        values[at] += by;
        leaves[input].CopyFrom<double>(values);
        double[] result = Recorded(function, leaves);
        values[at] = before;
        leaves[input].CopyFrom<double>(values);
        double sum = 0;
        for (int i = 0; i < result.Length; i++) sum += weights[i] * result[i];
        return sum;
    }

    static double[] Recorded(Func<Tensor[], Tensor> function, Tensor[] leaves)
    {
        Tape tape = Tape.Start();
        try
        {
            return function(leaves).ToArray<double>();
        }
        finally
        {
            tape.Stop();
        }
    }

    static double[] Weights(int count)
    {
        RngReader reader = Rng.FromSeed(7).Fork("gradient check").Reader();
        var weights = new double[count];
        for (int i = 0; i < count; i++) weights[i] = reader.Uniform(-1, 1);
        return weights;
    }
}
