namespace Nabla.Core.Tests.Devices.Cpu.Lanes;

/// <summary>erf by its series in 28 digits where that converges well, else by the continued fraction of its complement.</summary>
static class ErrorFunctionReference
{
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        double magnitude = Math.Abs(x);
        if (magnitude < 1e-4) return x * (1 - x * x / 3) * 1.1283791670955126;
        double value = magnitude > 6 ? 1 : magnitude > 2.5 ? 1 - Complement(magnitude) : Series(magnitude);
        return Math.CopySign(value, x);
    }

    /// <summary>2/√π Σ (−1)ⁿ x²ⁿ⁺¹/(n!(2n + 1)) (Abramowitz and Stegun, 7.1.5).</summary>
    static double Series(double x)
    {
        // A cast of the double would keep 15 digits: take the upper bits and the lower ones apart.
        double upper = Math.Round(x * 1048576);
        decimal argument = ((decimal)upper + (decimal)(x * 1048576 - upper)) / 1048576, square = argument * argument, power = argument, sum = argument;
        for (int n = 1; Math.Abs(power) > 1e-26m; n++)
        {
            power *= -square / n;
            sum += power / (2 * n + 1);
        }
        return (double)(sum * 1.1283791670955125738961589031m);
    }

    /// <summary>e^(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))) (Abramowitz and Stegun, 7.1.14).</summary>
    static double Complement(double x)
    {
        double fraction = x;
        for (int n = 120; n >= 1; n--) fraction = x + n / 2.0 / fraction;
        return Math.Exp(-x * x) / (fraction * Math.Sqrt(Math.PI));
    }
}
