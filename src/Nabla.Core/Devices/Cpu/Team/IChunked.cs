namespace Nabla.Devices.Cpu;

/// <summary>A piece of work that is cut into numbered chunks by the problem's size.</summary>
internal interface IChunked
{
    /// <summary>Does one chunk. Chunks run in any order, on any thread, and touch disjoint outputs.</summary>
    void Run(int chunk);
}
