using Nabla.Devices;

namespace Nabla.Tests.Differential;

/// <summary>A number of Nabla's beside libtorch's.</summary>
/// <param name="Part">The tensor that it is of: "out 0" or "grad 1".</param>
/// <param name="Index">Its place there.</param>
/// <param name="At">What inputs of the tensor's shape have at that place.</param>
/// <param name="Actual">Nabla's.</param>
/// <param name="Expected">libtorch's.</param>
/// <param name="Largest">The largest finite number of libtorch's tensor.</param>
/// <param name="Type">What Nabla computed in.</param>
readonly record struct Pair(string Part, int Index, double[] At, double Actual, double Expected, double Largest, DataType Type);
