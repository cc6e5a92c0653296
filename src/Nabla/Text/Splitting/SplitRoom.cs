namespace Nabla.Text;

/// <summary>Memory for splitting, used again for every block.</summary>
sealed class SplitRoom
{
    public ScalarText Text { get; } = new();

    public List<int> Ends { get; } = [];

    public List<int> Next { get; } = [];
}
