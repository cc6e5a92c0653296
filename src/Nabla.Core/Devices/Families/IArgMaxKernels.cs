namespace Nabla.Devices;

/// <summary>Positions of the largest.</summary>
public interface IArgMaxKernels
{
    /// <summary>y[o, i] = the position r, as an Int32, of the largest x[o, r, i]; the first on a tie. NaN counts as largest.</summary>
    void ArgMax(Region x, Region y, long outer, long reduced, long inner);
}
