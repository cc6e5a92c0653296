using System.Numerics;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

/// <summary>A test of one kernel over a lane, with what such tests need: operands and comparison.</summary>
internal abstract unsafe class LaneCheck : ILaneVisitor<bool>
{
    /// <summary>Sizes around the widths of vectors.</summary>
    public static readonly int[] Sizes = [0, 1, 2, 7, 15, 16, 17, 31, 33, 64, 1000];

    public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
    {
        Check<T, Lane<T, V, S>>();
        return true;
    }

    protected abstract void Check<T, L>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>;

    /// <summary>Numbers between −<paramref name="scale"/> and +<paramref name="scale"/>, exact in float.</summary>
    protected static Room<T> Numbers<T>(int count, int seed, double scale = 2, double shift = 0) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return new(count, _ => T.CreateTruncating((float)(shift + scale * (2 * random.NextDouble() - 1))));
    }

    protected static Room<T> Empty<T>(int count) where T : unmanaged => new(count);

    /// <summary>Each number within <paramref name="units"/> roundings of what is expected, relative to <paramref name="scale"/> or its own size, whichever is larger.</summary>
    protected static void AssertClose<T>(string what, Room<T> actual, double[] expected, double units = 16, double scale = 1) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double unit = typeof(T) == typeof(float) ? 6e-8 : 1.2e-16;
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            double number = double.CreateTruncating(actual[i]), allowed = units * unit * Math.Max(scale, Math.Abs(expected[i]));
            bool same = number.Equals(expected[i]) || Math.Abs(number - expected[i]) <= allowed;
            if (!same) Assert.Fail($"{what}, element {i}: {number:R} instead of {expected[i]:R}, off by {Math.Abs(number - expected[i]) / allowed:G3} of what is allowed");
        }
        actual.AssertGuarded(what);
    }

    protected static double[] Doubles<T>(Room<T> room) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var doubles = new double[room.Count];
        for (int i = 0; i < doubles.Length; i++) doubles[i] = double.CreateTruncating(room[i]);
        return doubles;
    }

    /// <summary>dL/dx of L = Σ weights·f(x), by central differences.</summary>
    protected static double[] Differences(Func<double[], double[]> f, double[] x, double[] weights)
    {
        const double Step = 1e-5;
        var slopes = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double Loss(double shift)
            {
                var moved = (double[])x.Clone();
                moved[i] += shift;
                return f(moved).Zip(weights, (value, weight) => value * weight).Sum();
            }
            slopes[i] = (Loss(Step) - Loss(-Step)) / (2 * Step);
        }
        return slopes;
    }
}
