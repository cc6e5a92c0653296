namespace Nabla.Cli.Progress;

/// <summary>Chooses how a training is shown: drawn in place on a terminal, else as lines.</summary>
static class ProgressDisplay
{
    /// <summary>Runs a training that is shown to the observer that <paramref name="training"/> is given.</summary>
    public static TrainingResult During(Channels channels, Func<ITrainingObserver, TrainingResult> training)
    {
        if (!channels.IsLive) return training(new ProgressLines(channels));
        var bar = new ProgressBar(channels.Live());
        return bar.During(() => training(bar));
    }
}
