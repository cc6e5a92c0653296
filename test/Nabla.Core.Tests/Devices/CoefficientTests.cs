using System.Numerics;
using Nabla.Core.Tests.Devices.Cpu;
using Nabla.Devices;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices;

public class CoefficientTests
{
    [Theory, ClassData(typeof(EveryLane))]
    public void A_coefficient_is_the_constant_in_every_lane_and_in_dual_numbers(string lane) => EveryLane.Visit(lane, new InLanes());

    sealed unsafe class InLanes : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            T* stored = stackalloc T[2 * 64];
            foreach (double value in new[] { 0.1, -3, 0, 1e-30, 1.0 / 3 })
            {
                Coefficient coefficient = value;
                Lane<T, V, S>.Store(stored, coefficient.In<Lane<T, V, S>>());
                S.Store(stored + 64, Dual<T, V, S>.ValueOf(coefficient.In<Dual<T, V, S>>()).Vector);
                for (int i = 0; i < S.Count; i++)
                {
                    Assert.Equal(T.CreateTruncating(value), stored[i]);
                    Assert.Equal(T.CreateTruncating(value), stored[64 + i]);
                }
            }
            return true;
        }
    }
}
