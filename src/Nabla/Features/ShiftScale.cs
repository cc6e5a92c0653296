namespace Nabla.Features;

/// <summary>Each feature by itself: y = (x − offset) · gain. Centring has gain 1, standardising 1 / deviation.</summary>
sealed class ShiftScale : Stage
{
    internal const string Name = "shift";
    readonly float[] offset, gain;

    /// <summary>The stage of one offset and gain per feature; gains are finite and not 0.</summary>
    public ShiftScale(float[] offset, float[] gain) : base(offset.Length, gain.Length) => (this.offset, this.gain) = (offset, gain);

    public override bool CanUndo => true;

    internal override string Kind => Name;

    internal override IEnumerable<StageArray> Arrays => [new("offset", [InputSize], offset), new("gain", [InputSize], gain)];

    private protected override void Run(ReadOnlySpan<float> inputs, int count, Span<float> outputs)
    {
        for (int row = 0; row < count; row++)
        {
            var from = inputs.Slice(row * InputSize, InputSize);
            var to = outputs.Slice(row * InputSize, InputSize);
            int lanes = Vector<float>.Count, i = 0;
            for (; i <= from.Length - lanes; i += lanes)
                ((new Vector<float>(from[i..]) - new Vector<float>(offset, i)) * new Vector<float>(gain, i)).CopyTo(to[i..]);
            for (; i < from.Length; i++) to[i] = (from[i] - offset[i]) * gain[i];
        }
    }

    private protected override void RunBack(ReadOnlySpan<float> outputs, int count, Span<float> inputs)
    {
        for (int row = 0; row < count; row++)
        {
            var from = outputs.Slice(row * InputSize, InputSize);
            var to = inputs.Slice(row * InputSize, InputSize);
            int lanes = Vector<float>.Count, i = 0;
            for (; i <= from.Length - lanes; i += lanes)
                (new Vector<float>(from[i..]) / new Vector<float>(gain, i) + new Vector<float>(offset, i)).CopyTo(to[i..]);
            for (; i < from.Length; i++) to[i] = from[i] / gain[i] + offset[i];
        }
    }
}
