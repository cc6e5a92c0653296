namespace Nabla.Data.Generated;

/// <summary>An endless stream of drawn digits 0 … 9, 28 × 28 gray pixels: each digit is a few hand-designed strokes under a random hand (several ways
/// of writing, unsteady points, elastic bending, rotation, slant, scale, shift, pen), with clutter and noise. Example i is a pure function of the
/// seed and i.</summary>
public sealed class Glyphs : Dataset
{
    const int MaxClutter = 3;
    readonly Rng source;

    Glyphs(string name, Rng source) : base(name, null, Field.Reals([1, GlyphCanvas.Side, GlyphCanvas.Side]), Field.Numbered(10)) => this.source = source;

    /// <summary>The endless training stream of a seed.</summary>
    public static Dataset Stream(long seed) => new Glyphs("glyphs", Rng.FromSeed(seed).Fork("glyphs train"));

    /// <summary>The training stream and fixed test and validation sets; each draws from its own random source, so they never share an example.</summary>
    public static DataSplit Split(long seed, int testCount = 10_000, int validationCount = 5_000) =>
        new(Stream(seed), Part(seed, "test", testCount), Part(seed, "validation", validationCount));

    static RangeDataset Part(long seed, string part, int count) =>
        new($"glyphs-{part}", new Glyphs($"glyphs-{part}", Rng.FromSeed(seed).Fork($"glyphs {part}")), 0, count);

    /// <inheritdoc/>
    protected override void Fill(long index, Cells input, Cells target)
    {
        var draws = new Draws(source.Fork((ulong)index));
        int digit = draws.Below(10);
        if (!target.IsEmpty) target.Integers[0] = digit;
        if (!input.IsEmpty) Draw(GlyphShapes.All[digit], draws, input.Floats);
    }

    [SkipLocalsInit] static void Draw(GlyphShape[] ways, Draws draws, Span<float> pixels)
    {
        Span<float> scratch = stackalloc float[GlyphCanvas.Size], picture = stackalloc float[GlyphCanvas.Size];
        Span<Vector2> field = stackalloc Vector2[Handwriting.FieldSize];
        picture.Clear();
        var canvas = new GlyphCanvas(scratch);
        var hand = new Handwriting(ref draws, field);
        DrawShape(canvas, ways[draws.Below(ways.Length)], hand, ref draws);
        canvas.Ink(picture, hand.Sharpness, hand.Ink);
        DrawClutter(canvas, ref draws);
        canvas.Ink(picture, 1.2f, draws.Uniform(0.25f, 0.6f));
        GlyphCanvas.Finish(picture, (uint)draws.Bits(), draws.Uniform(0.02f, 0.12f), pixels);
    }

    [SkipLocalsInit] static void DrawShape(GlyphCanvas canvas, GlyphShape shape, Handwriting hand, ref Draws draws)
    {
        Span<Vector2> controls = stackalloc Vector2[GlyphShape.MaxControls];
        for (int i = 0; i < shape.Controls.Length; i++) controls[i] = Handwriting.Unsteady(shape.Controls[i], ref draws);
        Vector2 last = default;
        foreach (ref readonly var node in shape.Nodes.AsSpan())
        {
            var point = hand.Place(controls[node.A] * node.WeightA + controls[node.B] * node.WeightB + controls[node.C] * node.WeightC + controls[node.D] * node.WeightD);
            if (!node.IsStart) canvas.Line(last, point, hand.Radius(node.Along));
            last = point;
        }
    }

    /// <summary>Up to three short faint strokes anywhere.</summary>
    static void DrawClutter(GlyphCanvas canvas, ref Draws draws)
    {
        for (int count = draws.Below(MaxClutter + 1); count > 0; count--)
        {
            var start = new Vector2(draws.Uniform(0, 27), draws.Uniform(0, 27));
            canvas.Line(start, start + new Vector2(draws.Normal(), draws.Normal()) * 2.5f, draws.Uniform(0.5f, 1f));
        }
    }
}
