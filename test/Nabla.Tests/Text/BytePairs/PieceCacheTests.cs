using Nabla.Text;

namespace Nabla.Tests.Text.BytePairs;

public class PieceCacheTests
{
    [Fact]
    public void A_piece_is_found_and_no_other_is_taken_for_it()
    {
        for (int length = 0; length < 16; length++)
        {
            var cache = new PieceCache();
            byte[] piece = [.. Enumerable.Range(0, length).Select(i => (byte)(i + 1))];
            cache.Keep(piece, [length]);
            Assert.True(cache.TryGet(piece, out var tokens));
            Assert.Equal([length], tokens.ToArray());
            Assert.False(cache.TryGet([.. piece, 0], out _));
            for (int i = 0; i < length; i++)
            {
                Assert.False(cache.TryGet([.. piece[..i], (byte)(piece[i] ^ 64), .. piece[(i + 1)..]], out _));
                Assert.False(cache.TryGet(piece.AsSpan(0, i), out _));
            }
        }
    }

    [Fact]
    public void A_long_piece_is_not_kept()
    {
        var cache = new PieceCache();
        cache.Keep(new byte[16], [1]);
        Assert.False(cache.TryGet(new byte[16], out _));
    }
}
