namespace Nabla.Testing;

/// <summary>How long a test waits for what is sure to come, so that what never comes is a failure and not a standstill.</summary>
static class Patience
{
    /// <summary>Longer than the busiest machine takes: a test that holds never waits as long.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Waits until something has happened.</summary>
    public static void Until(Func<bool> happened, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(happened))] string what = "") =>
        Assert.True(SpinWait.SpinUntil(happened, Limit), $"It never happened: {what}");
}
