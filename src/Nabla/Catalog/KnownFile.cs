namespace Nabla.Catalog;

/// <summary>A file with a public home.</summary>
/// <param name="Name">What it is called on disk.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Sha256">Its checksum, in lower-case hexadecimal digits.</param>
/// <param name="Homes">Where it can be fetched, tried in order.</param>
public sealed record KnownFile(string Name, long Bytes, string Sha256, params IReadOnlyList<string> Homes)
{
    /// <summary>Whether it is an archive that is unpacked after fetching.</summary>
    public bool IsArchive => Name.EndsWith(".tar.gz", StringComparison.Ordinal);
}
