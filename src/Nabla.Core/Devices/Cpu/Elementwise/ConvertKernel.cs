namespace Nabla.Devices.Cpu;

/// <summary>Conversions between all types of number, in chunks over the worker team.</summary>
internal sealed unsafe class ConvertKernel : IConvertKernels
{
    public void Convert(Region x, DataType from, Region y, DataType to, long count)
    {
        switch (from, to)
        {
            case (DataType.Float32, DataType.Float64): Run<float, double, SingleToDouble>(x, y, count); break;
            case (DataType.Float32, DataType.Int32): Run<float, int, SingleToInt32>(x, y, count); break;
            case (DataType.Float32, DataType.Int64): Run<float, long, SingleToInt64>(x, y, count); break;
            case (DataType.Float64, DataType.Float32): Run<double, float, DoubleToSingle>(x, y, count); break;
            case (DataType.Float64, DataType.Int32): Run<double, int, DoubleToInt32>(x, y, count); break;
            case (DataType.Float64, DataType.Int64): Run<double, long, DoubleToInt64>(x, y, count); break;
            case (DataType.Int32, DataType.Float32): Run<int, float, Int32ToSingle>(x, y, count); break;
            case (DataType.Int32, DataType.Float64): Run<int, double, Int32ToDouble>(x, y, count); break;
            case (DataType.Int32, DataType.Int64): Run<int, long, Int32ToInt64>(x, y, count); break;
            case (DataType.Int64, DataType.Float32): Run<long, float, Int64ToSingle>(x, y, count); break;
            case (DataType.Int64, DataType.Float64): Run<long, double, Int64ToDouble>(x, y, count); break;
            case (DataType.Int64, DataType.Int32): Run<long, int, Int64ToInt32>(x, y, count); break;
            default: throw new ArgumentException($"Convert: {from} to {to} is no conversion between two types of number.");
        }
        CpuRegion.Keep((x, y));
    }

    static void Run<X, Y, C>(Region x, Region y, long count) where X : unmanaged where Y : unmanaged where C : struct, IConversion<X, Y>
    {
        Job<X, Y, C> job = new() { Source = x.At<X>(), Target = y.At<Y>(), Count = count };
        WorkerTeam.Run(Chunks.Of(count), ref job);
    }

    struct Job<X, Y, C> : IChunked where X : unmanaged where Y : unmanaged where C : struct, IConversion<X, Y>
    {
        public X* Source;
        public Y* Target;
        public long Count;

        [MethodImpl(AggressiveOptimization | NoInlining)] public readonly void Run(int chunk)
        {
            (long start, int count) = Chunks.At(chunk, Count);
            X* x = Source + start;
            Y* y = Target + start;
            int i = 0;
            for (; i <= count - C.Count; i += C.Count) C.Many(x + i, y + i);
            for (; i < count; i++) y[i] = C.One(x[i]);
        }
    }
}
