namespace Nabla.Models;

/// <summary>Models of token sequences.</summary>
static class LanguageModels
{
    public static readonly ModelEntry[] All =
    [
    ];
}
