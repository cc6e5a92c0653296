using Nabla.Generation;

namespace Nabla.Tests.Generation;

public class GenerationOptionsTests
{
    public static readonly TheoryData<string, Func<GenerationOptions>> Off = new()
    {
        { "Temperature is -1", () => new() { Temperature = -1 } },
        { "Temperature is 1E-09", () => new() { Temperature = 1e-9 } },
        { "Temperature is NaN", () => new() { Temperature = double.NaN } },
        { "TopK is 0", () => new() { TopK = 0 } },
        { "TopP is 0", () => new() { TopP = 0 } },
        { "TopP is 1.5", () => new() { TopP = 1.5 } },
        { "RepetitionPenalty is 0", () => new() { RepetitionPenalty = 0 } },
        { "MostTokens is -1", () => new() { MostTokens = -1 } },
        { "Stop is an empty text", () => new() { Stop = ["end", ""] } },
    };

    [Theory]
    [MemberData(nameof(Off))]
    public void What_is_off_is_named_with_what_is_expected(string part, Func<GenerationOptions> make)
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(make).Message;
        Assert.Contains(part, message);
        Assert.Contains("expected", message);
    }
}
