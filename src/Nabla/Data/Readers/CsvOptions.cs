namespace Nabla.Data.Readers;

/// <summary>How a table is to be read.</summary>
/// <param name="Label">The target column: its name, or its number from 0, negative from the end; null: the last.</param>
/// <param name="Kind">What the target column holds.</param>
/// <param name="HasHeader">Whether the first row names the columns; null: told by the first row having text where the second has numbers.</param>
/// <param name="Separator">What stands between fields: comma, semicolon or tab.</param>
public sealed record CsvOptions(string? Label = null, TargetKind Kind = TargetKind.Auto, bool? HasHeader = null, char Separator = ',');
