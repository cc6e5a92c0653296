namespace Nabla.Data.Generated;

/// <summary>One random hand: how the unit box of a glyph is bent (a smooth random field, after Simard, Steinkraus and Platt, ICDAR 2003, section 2),
/// turned, slanted, scaled and placed on 28 × 28 pixels, and how strongly the pen presses.</summary>
ref struct Handwriting
{
    /// <summary>Nodes of the displacement field per side.</summary>
    const int Grid = 4;

    const float Bend = 0.045f, Wobble = 0.022f, Turn = 0.16f, Slant = 0.22f, Shift = 1.5f;
    const float MinHeight = 15f, MaxHeight = 21f, MinAspect = 0.62f, MaxAspect = 0.98f;
    const float MinRadius = 0.75f, MaxRadius = 1.75f;

    readonly Span<Vector2> field;
    readonly Vector2 right, down, origin;
    readonly float radiusAtStart, radiusAtEnd;

    /// <summary>Draws a hand; <paramref name="field"/> is scratch memory of <see cref="FieldSize"/> entries.</summary>
    public Handwriting(ref Draws draws, Span<Vector2> field)
    {
        this.field = field;
        for (int i = 0; i < field.Length; i++) field[i] = new Vector2(draws.Normal(), draws.Normal()) * Bend;
        float height = draws.Uniform(MinHeight, MaxHeight), width = height * draws.Uniform(MinAspect, MaxAspect);
        float turn = Math.Clamp(draws.Normal() * Turn, -0.4f, 0.4f), slant = Math.Clamp(draws.Normal() * Slant + 0.1f, -0.45f, 0.6f);
        float sine = turn - turn * turn * turn / 6, cosine = 1 - turn * turn / 2 + turn * turn * turn * turn / 24;
        right = new Vector2(cosine, sine) * width;
        down = new Vector2(-sine, cosine) * height - right * slant;
        origin = new Vector2(13.5f + Math.Clamp(draws.Normal() * Shift, -3, 3), 13.5f + Math.Clamp(draws.Normal() * Shift, -3, 3)) - (right + down) * 0.5f;
        float radius = draws.Uniform(MinRadius, MaxRadius);
        radiusAtStart = radius * draws.Uniform(0.8f, 1.2f);
        radiusAtEnd = radius * draws.Uniform(0.7f, 1.15f);
        Sharpness = radius / draws.Uniform(0.8f, 1.5f);
        Ink = draws.Uniform(0.75f, 1.05f);
    }

    /// <summary>Entries of the displacement field.</summary>
    public const int FieldSize = Grid * Grid;

    /// <summary>How steeply the ink fades at the edge: the radius in units of the edge's width.</summary>
    public readonly float Sharpness { get; }

    /// <summary>How dark the ink is.</summary>
    public readonly float Ink { get; }

    /// <summary>A control point where an unsteady hand puts it.</summary>
    public static Vector2 Unsteady(StrokePoint point, ref Draws draws) => new(point.X + draws.Normal() * Wobble, point.Y + draws.Normal() * Wobble);

    /// <summary>Where a point of the unit box lies on the picture, in pixels.</summary>
    public readonly Vector2 Place(Vector2 point)
    {
        point += Displacement(point);
        return origin + right * point.X + down * point.Y;
    }

    /// <summary>The pen's radius in pixels at a place along a stroke, 0 … 1.</summary>
    public readonly float Radius(float along) => radiusAtStart + (radiusAtEnd - radiusAtStart) * along;

    /// <summary>The field at a point, between its nodes by the smooth step 3t² − 2t³.</summary>
    readonly Vector2 Displacement(Vector2 point)
    {
        Locate(point.X, out int column, out float u);
        Locate(point.Y, out int row, out float v);
        int at = row * Grid + column;
        var top = field[at] + (field[at + 1] - field[at]) * u;
        var bottom = field[at + Grid] + (field[at + Grid + 1] - field[at + Grid]) * u;
        return top + (bottom - top) * v;
    }

    static void Locate(float coordinate, out int cell, out float part)
    {
        float scaled = Math.Clamp(coordinate, 0, 0.9999f) * (Grid - 1);
        cell = (int)scaled;
        float t = scaled - cell;
        part = t * t * (3 - 2 * t);
    }
}
