namespace Nabla.Modules;

/// <summary>The angles of rotary positions, computed once for as many places as were asked for so far where the heads are.</summary>
/// <param name="size">Numbers in a head.</param>
/// <param name="frequencyBase">How slowly the last pair turns.</param>
internal sealed class RotaryPositions(int size, double frequencyBase)
{
    const int LeastPlaces = 64;

    Table? table;

    sealed record Table(Tensor Cosines, Tensor Sines);

    /// <summary>The first <paramref name="heads"/> heads of x [batch, time, heads, size], turned as at places from <paramref name="first"/> on.</summary>
    public Tensor Turn(Tensor x, int first, int heads)
    {
        int places = first + x.Shape[1];
        Table angles = table is { } made && made.Cosines.Shape[0] >= places && made.Cosines.DataType == x.DataType && made.Cosines.Device == x.Device ? made : Make(places, x);
        return x.Rotary(angles.Cosines.Slice(0, first, x.Shape[1]), angles.Sines.Slice(0, first, x.Shape[1]), heads);
    }

    // Two threads may make it at once: either is right.
    Table Make(int places, Tensor x)
    {
        int room = Math.Max(LeastPlaces, checked((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)places)));
        (Tensor cosines, Tensor sines) = RotaryOperation.Angles(0, room, size, frequencyBase, x.DataType, x.Device);
        return table = new Table(cosines.Keep(), sines.Keep());
    }
}
