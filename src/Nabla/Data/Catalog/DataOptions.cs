using Nabla.Data.Readers;

namespace Nabla.Data.Catalog;

/// <summary>How a set is to be loaded.</summary>
/// <param name="Seed">Decides what generated sets hold and how sets without a test part are cut.</param>
/// <param name="TestFraction">The part of such a set that is tested on.</param>
/// <param name="Csv">How a table is read.</param>
public sealed record DataOptions(long Seed = 0, double TestFraction = 0.2, CsvOptions? Csv = null);
