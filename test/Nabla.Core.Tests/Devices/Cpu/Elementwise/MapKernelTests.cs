using System.Numerics;
using Nabla.Devices.Cpu;
using Nabla.Operations.Elementwise;

namespace Nabla.Core.Tests.Devices.Cpu.Elementwise;

public unsafe class MapKernelTests
{
    [Theory, ClassData(typeof(EveryLane))]
    public void Maps_every_size(string lane) => EveryLane.Visit(lane, new Values());

    [Theory, ClassData(typeof(EveryLane))]
    public void Slopes_come_from_dual_numbers_or_from_the_output(string lane) => EveryLane.Visit(lane, new Slopes());

    [Theory, ClassData(typeof(EveryLane))]
    public void Fills_every_size(string lane) => EveryLane.Visit(lane, new Fills());

    static double Argument(long i) => Math.Sin(i * 0.7) * 3;

    sealed class Values : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            foreach (int size in Sizes.Odd)
            {
                using GuardedArray<T> x = new(size, Argument), y = new(size);
                MapKernel<T, Lane<T, V, S>>.Run(new Square(), x.Pointer, y.Pointer, size);
                for (int i = 0; i < size; i++) Sizes.Near<T>(x[i] * x[i], y[i], $"square of {x[i]}");
                MapKernel<T, Lane<T, V, S>>.Run(new Silu(), x.Pointer, y.Pointer, size);
                for (int i = 0; i < size; i++) Sizes.Near<T>(x[i] / (1 + Math.Exp(-x[i])), y[i], $"silu of {x[i]}");
                MapKernel<T, Lane<T, V, S>>.Run(new Silu(), x.Pointer, x.Pointer, size);
                for (int i = 0; i < size; i++) Assert.Equal(y[i], x[i]);
                x.AssertGuardsAreWhole();
                y.AssertGuardsAreWhole();
            }
            return true;
        }
    }

    sealed class Slopes : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            foreach (int size in Sizes.Odd)
            {
                using GuardedArray<T> saved = new(size, Argument), dy = new(size, i => i % 5 - 2), dx = new(size);
                MapGradientKernel<T, Lane<T, V, S>, Dual<T, V, S>>.Run(new Square(), saved.Pointer, dy.Pointer, dx.Pointer, size);
                for (int i = 0; i < size; i++) Sizes.Near<T>(2 * saved[i] * dy[i], dx[i], $"slope of the square at {saved[i]}");
                MapGradientKernel<T, Lane<T, V, S>, Dual<T, V, S>>.Run(new Tanh(), saved.Pointer, dy.Pointer, dx.Pointer, size);
                for (int i = 0; i < size; i++) Sizes.Near<T>((1 - saved[i] * saved[i]) * dy[i], dx[i], $"slope of tanh from its output {saved[i]}");
                MapGradientKernel<T, Lane<T, V, S>, Dual<T, V, S>>.Run(new Tanh(), saved.Pointer, dy.Pointer, dy.Pointer, size);
                for (int i = 0; i < size; i++) Assert.Equal(dx[i], dy[i]);
                dx.AssertGuardsAreWhole();
                dy.AssertGuardsAreWhole();
            }
            return true;
        }
    }

    sealed class Fills : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            foreach (int size in Sizes.Odd)
            {
                using GuardedArray<T> y = new(size);
                FillKernel<T, Lane<T, V, S>>.Run(y.Pointer, size, T.CreateChecked(2.5));
                for (int i = 0; i < size; i++) Assert.Equal(2.5, y[i]);
                y.AssertGuardsAreWhole();
            }
            return true;
        }
    }
}
