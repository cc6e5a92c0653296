namespace Nabla.Data.Generated;

/// <summary>A point that a stroke goes through, in the unit box, and whether it turns sharply there.</summary>
readonly record struct StrokePoint(float X, float Y, bool IsCorner);

/// <summary>One way to write a digit, prepared for drawing: a node on the drawn line is a fixed mixture of four control points (the spline of Catmull
/// and Rom, 1974), so that control points can be moved at random before each drawing.</summary>
sealed class GlyphShape
{
    /// <summary>Straight pieces between two control points.</summary>
    public const int PiecesPerSpan = 4;

    /// <summary>The most control points and nodes that a shape may have: the size of the drawing's scratch memory.</summary>
    public const int MaxControls = 24, MaxNodes = 96;

    /// <summary>Joins strokes to one shape.</summary>
    public GlyphShape(StrokePoint[][] strokes)
    {
        Controls = [.. strokes.SelectMany(s => s)];
        var nodes = new List<GlyphNode>();
        int first = 0;
        foreach (var stroke in strokes)
        {
            AddStroke(nodes, stroke, first);
            first += stroke.Length;
        }
        Nodes = [.. nodes];
        if (Controls.Length > MaxControls || Nodes.Length > MaxNodes) throw new InvalidOperationException("A glyph has too many points for its scratch memory.");
    }

    /// <summary>The points of all strokes.</summary>
    public StrokePoint[] Controls { get; }

    /// <summary>The corners of the polyline that is drawn.</summary>
    public GlyphNode[] Nodes { get; }

    static void AddStroke(List<GlyphNode> nodes, StrokePoint[] stroke, int first)
    {
        for (int span = 0; span + 1 < stroke.Length; span++)
        {
            int before = span == 0 || stroke[span].IsCorner ? span : span - 1;
            int after = span + 2 == stroke.Length || stroke[span + 1].IsCorner ? span + 1 : span + 2;
            for (int piece = span == 0 ? 0 : 1; piece <= PiecesPerSpan; piece++)
            {
                float t = piece / (float)PiecesPerSpan, along = (span + t) / (stroke.Length - 1);
                nodes.Add(GlyphNode.On(first + before, first + span, first + span + 1, first + after, t, along, IsStart: span == 0 && piece == 0));
            }
        }
    }
}

/// <summary>A node of the drawn line: which four control points it mixes, by which weights, and where it lies on its stroke.</summary>
readonly record struct GlyphNode(int A, int B, int C, int D, float WeightA, float WeightB, float WeightC, float WeightD, float Along, bool IsStart)
{
    /// <summary>The node at t between controls b and c, with neighbors a and d.</summary>
    public static GlyphNode On(int a, int b, int c, int d, float t, float along, bool IsStart)
    {
        float t2 = t * t, t3 = t2 * t;
        return new(a, b, c, d, 0.5f * (-t3 + 2 * t2 - t), 0.5f * (3 * t3 - 5 * t2 + 2), 0.5f * (-3 * t3 + 4 * t2 + t), 0.5f * (t3 - t2), along, IsStart);
    }
}
