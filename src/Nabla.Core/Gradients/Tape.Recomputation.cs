namespace Nabla.Gradients;

public sealed partial class Tape
{
    bool isForgetting, isReplaying, wouldRecord;

    /// <summary>Whether this is the second run of a part of the forward, made by backward for the sake of the gradient alone. What a forward does
    /// besides its result, such as moving a running mean, was done in the first run: do not do it again.</summary>
    public static bool IsReplaying => current is { isReplaying: true };

    /// <summary>Whether a body that will be run again runs for the first time.</summary>
    internal bool IsForgetting => isForgetting;

    /// <summary>The number that the next random choice will get.</summary>
    internal ulong NextDrawAt => draws;

    /// <summary>Runs a body as in training, but records none of its operations.</summary>
    /// <param name="body">What is run.</param>
    /// <param name="input">Its input.</param>
    /// <param name="needed">Whether an operation would have been recorded.</param>
    internal Tensor Forget(Func<Tensor, Tensor> body, Tensor input, out bool needed)
    {
        (isForgetting, wouldRecord) = (true, false);
        try
        {
            return body(input);
        }
        finally
        {
            (isForgetting, needed) = (false, wouldRecord);
        }
    }

    /// <summary>In a backward: records a body after the nodes that are left to visit, so that its nodes are visited next.</summary>
    /// <param name="body">What was run before.</param>
    /// <param name="input">Its input.</param>
    /// <param name="draw">The number of the first random choice at that time.</param>
    /// <returns>The body's result, recorded.</returns>
    internal Tensor Replay(Func<Tensor, Tensor> body, Tensor input, ulong draw)
    {
        (current, isReplaying, draws) = (this, true, draw);
        try
        {
            return body(input);
        }
        finally
        {
            (current, isReplaying) = (null, false);
            if (gradients.Length <= nodes.Count) Array.Resize(ref gradients, nodes.Count * 2);
        }
    }
}
