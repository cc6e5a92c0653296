using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Runtime.CompilerServices;

namespace Nabla.Core.Tests.Compilation;

/// <summary>The methods that the runtime compiles while this listens.</summary>
sealed class CompiledMethods : EventListener
{
    const EventKeywords Compilation = (EventKeywords)0x10;

    // The base class calls back before the fields of this one are set.
    static readonly ConcurrentQueue<(string Type, string Method)> compiled = new();
    static readonly ManualResetEventSlim sawTheLast = new();

    protected override void OnEventSourceCreated(EventSource source)
    {
        if (source.Name == "Microsoft-Windows-DotNETRuntime") EnableEvents(source, EventLevel.Verbose, Compilation);
    }

    protected override void OnEventWritten(EventWrittenEventArgs happened)
    {
        if (happened.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) != true) return;
        compiled.Enqueue(((string)happened.Payload![6]!, (string)happened.Payload[7]!));
        if ((string)happened.Payload[7]! == nameof(TheLast)) sawTheLast.Set();
    }

    /// <summary>All of them until now.</summary>
    public IReadOnlyCollection<(string Type, string Method)> UntilNow()
    {
        // Events come late but in order: once this method's own has come, all before have.
        TheLast();
        Assert.True(sawTheLast.Wait(Testing.Patience.Limit), "the runtime did not say that it had compiled a method");
        return compiled;
    }

    [MethodImpl(MethodImplOptions.NoInlining)] static void TheLast() { }
}
