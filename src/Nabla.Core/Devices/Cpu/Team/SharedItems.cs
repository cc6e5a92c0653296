namespace Nabla.Devices.Cpu;

/// <summary>A kernel given as a function of one item.</summary>
internal readonly struct SharedItems(Cut cut, Action<long> body) : IChunked
{
    public int Chunks => cut.Count;

    public void Run(int chunk)
    {
        for (long item = cut.First(chunk); item < cut.End(chunk); item++) body(item);
    }
}
