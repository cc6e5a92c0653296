namespace Nabla.Cli.Interruption;

/// <summary>Ctrl-C, or a polite request to end: the first asks the work to stop when it has saved, the second ends the process at once, as the system
/// would.</summary>
sealed class StopSignal : IDisposable
{
    readonly CancellationTokenSource source = new();
    readonly PosixSignalRegistration[] registrations;
    readonly Channels channels;
    readonly string message;

    /// <summary>Listens until disposed.</summary>
    /// <param name="channels">Where the message goes.</param>
    /// <param name="message">What to say at the first signal.</param>
    public StopSignal(Channels channels, string message)
    {
        (this.channels, this.message) = (channels, message);
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        source.Dispose();
    }

    void Stop(PosixSignalContext signal)
    {
        if (source.IsCancellationRequested) return; // not cancelled: the system ends the process
        signal.Cancel = true;
        channels.Say(message);
        source.Cancel();
    }
}
