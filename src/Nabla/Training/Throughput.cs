namespace Nabla.Training;

/// <summary>Examples a second, over the updates of the last second or two: what was judged or saved in between does not count.</summary>
sealed class Throughput
{
    const double Window = 1;

    double seconds, secondsBefore;
    long rows, rowsBefore;

    /// <summary>Examples a second; 0 before the first update.</summary>
    public double PerSecond => seconds + secondsBefore is var time and > 0 ? (rows + rowsBefore) / time : 0;

    /// <summary>Notes an update.</summary>
    /// <param name="count">Examples that it saw.</param>
    /// <param name="time">Seconds that it took.</param>
    public void Add(long count, double time)
    {
        if (seconds >= Window) (secondsBefore, rowsBefore, seconds, rows) = (seconds, rows, 0, 0);
        (seconds, rows) = (seconds + time, rows + count);
    }
}
