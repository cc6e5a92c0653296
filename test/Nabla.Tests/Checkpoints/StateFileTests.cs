using Nabla.Checkpoints;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Checkpoints;

public sealed class StateFileTests : IDisposable
{
    readonly string path = Path.Combine(Path.GetTempPath(), $"nabla-state-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Writing_copies_no_tensor_as_a_whole()
    {
        Tensor large = Tensor.Normal([1000, 1001], Rng.FromSeed(1)), back = Tensor.Zeros([1000, 1001]);
        StateFile.Write(path, [("large", large)], new Dictionary<string, string>());
        long before = GC.GetAllocatedBytesForCurrentThread();
        StateFile.Write(path, [("large", large)], new Dictionary<string, string>());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        StateFile.Read(file, [("large", back)]);
        Assert.Equal(large.ToArray<float>(), back.ToArray<float>());
    }

    [Fact]
    public void A_view_is_written_in_its_own_order()
    {
        Tensor table = Tensor.From([1.0, 2, 3, 4, 5, 6], [2, 3]), back = Tensor.From([0.0, 0, 0], [3, 1]);
        StateFile.Write(path, [("row", table.Transpose().Slice(1, 1, 1))], new Dictionary<string, string>());
        using SafetensorsFile file = SafetensorsFile.Open(path);
        StateFile.Read(file, [("row", back)]);
        Assert.Equal([4.0, 5, 6], back.ToArray<double>());
    }

    [Fact]
    public void A_view_is_read_in_its_own_order_and_touches_nothing_beside_it()
    {
        Tensor table = Tensor.From([0.0, 0, 0, 0, 0, 0], [2, 3]), columns = table.Transpose().Slice(0, 1, 2);
        StateFile.Write(path, [("columns", Tensor.From([1.0, 2, 3, 4], [2, 2]))], new Dictionary<string, string>());
        using SafetensorsFile file = SafetensorsFile.Open(path);
        StateFile.Read(file, [("columns", columns)]);
        Assert.Equal([0.0, 1, 3, 0, 2, 4], table.ToArray<double>());
        Tensor repeated = Tensor.From(0.0, 0).Expand([2, 2]);
        Assert.Contains("share memory", Assert.Throws<ArgumentException>(() => StateFile.Read(file, [("columns", repeated)])).Message);
    }
}
