namespace Nabla.Text;

/// <summary>A token that is no piece of text but a sign of its own.</summary>
/// <param name="Text">How it is written.</param>
/// <param name="Id">Its number.</param>
/// <param name="IsSpecial">Whether it stands for it only where that is asked for; otherwise it does wherever it is written.</param>
sealed record AddedToken(string Text, int Id, bool IsSpecial);
