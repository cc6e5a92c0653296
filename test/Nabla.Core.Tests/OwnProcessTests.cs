using Nabla.Testing;

namespace Nabla.Core.Tests;

public class OwnProcessTests
{
    static readonly int here = Environment.ProcessId;

    [Theory]
    [InlineData(3, "a b")]
    public void The_body_runs_elsewhere_with_the_arguments_of_the_test(int number, string text)
    {
        bool ranHere = false;
        OwnProcess.Run(() =>
        {
            ranHere = true;
            Assert.Equal((3, "a b"), (number, text));
        }, [number, text]);
        Assert.Equal(ranHere, Environment.GetCommandLineArgs().Contains(nameof(The_body_runs_elsewhere_with_the_arguments_of_the_test)));
    }

    [Fact]
    public void What_fails_there_fails_here_with_its_message()
    {
        // Of the two processes only the second reads the words it was started with.
        bool isOwn = Environment.GetCommandLineArgs().Contains(nameof(What_fails_there_fails_here_with_its_message));
        void Run() => OwnProcess.Run(() => Assert.Fail($"from process {Environment.ProcessId}"),
            test: nameof(What_fails_there_fails_here_with_its_message));
        if (isOwn) Run();
        else Assert.Contains("from process", Assert.ThrowsAny<Exception>(Run).Message);
    }

    [Fact]
    public void A_test_that_runs_nothing_there_is_no_success() =>
        Assert.Contains("has no body",
            Assert.ThrowsAny<Exception>(() => OwnProcess.Run(() => Assert.NotEqual(0, here), test: nameof(Nothing))).Message);

    [Fact]
    public void Nothing() => Assert.NotEqual(0, here);
}
