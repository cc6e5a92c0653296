namespace Nabla.Devices.Cpu;

/// <summary>The steps of a recurrent layer, forth and back.</summary>
internal sealed unsafe class RecurrentKernel<T, L> : IRecurrentKernels where T : unmanaged, IBinaryFloatingPointIeee754<T> where L : struct, ILane<L, T>
{
    public void Recur<C>(C cell, in RecurrentArguments of) where C : struct, IRecurrentCell
    {
        new RecurrentForward<T, L, C>(cell, Memory(of), of.Weight.At<T>(), of.Bias.At<T>(), of.Y.At<T>()).Run();
        CpuRegion.Keep(of);
    }

    public void RecurGradient<C>(C cell, in RecurrentArguments of) where C : struct, IRecurrentCell
    {
        new RecurrentBackward<T, L, C>(cell, Memory(of), of.Weight.At<T>(), of.Dy.At<T>(), of.Dhidden.At<T>(), of.Dcell.At<T>()).Run();
        CpuRegion.Keep(of);
    }

    static RecurrentMemory<T> Memory(in RecurrentArguments of) => new(of.Shape, of.Rows.At<T>(), of.Blocks.At<T>(), of.Cells.At<T>(), of.Lengths.At<int>());
}
