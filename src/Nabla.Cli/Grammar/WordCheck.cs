using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Nabla.Cli.Grammar;

/// <summary>Finds words that the grammar does not know, and names the nearest that it does.</summary>
static class WordCheck
{
    /// <summary>Throws if the words do not fit the grammar.</summary>
    /// <exception cref="UsageException">A verb or option is unknown, a value is missing, or a word is left over.</exception>
    public static void Check(ParseResult words)
    {
        var command = words.CommandResult.Command;
        if (StrayOption(words) is { } stray) throw new UsageException($"{Quoted(command)} has no option '{stray}'; did you mean '{NearestWord.Of(stray, OptionNames(words.CommandResult))}'?");
        if (words.UnmatchedTokens.Count > 0) throw new UsageException(Leftover(command, words.UnmatchedTokens[0]));
        if (words.Action is not ParseErrorAction) return;
        if (command.Subcommands.Count > 0) throw new UsageException($"{Quoted(command)} needs a verb: {string.Join(" or ", command.Subcommands.Select(verb => verb.Name))}.");
        throw new UsageException($"{words.Errors[0].Message} See '{Title(command)} --help'.");
    }

    /// <summary>A word that looks like an option but was taken for an argument, or for nothing.</summary>
    static string? StrayOption(ParseResult words)
    {
        var end = words.Tokens.FirstOrDefault(token => token.Type == TokenType.DoubleDash);
        if (end is not null) return null; // after "--" any word is an argument
        var taken = words.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        return words.UnmatchedTokens.Concat(taken).FirstOrDefault(word => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]) && word[1] != '.');
    }

    static string Leftover(Command command, string word)
    {
        if (command.Subcommands.Count == 0) return $"{Quoted(command)} does not know what to do with '{word}'. See '{Title(command)} --help'.";
        string[] verbs = [.. command.Subcommands.Select(verb => verb.Name)];
        return NearestWord.Sentence(command is RootCommand ? "Verb" : $"'{Title(command)}': verb", word, verbs);
    }

    static IEnumerable<string> OptionNames(CommandResult result)
    {
        var own = result.Command.Options.Concat(result.RootAncestors().SelectMany(command => command.Options.Where(option => option.Recursive)));
        return own.SelectMany(option => option is HelpOption ? ["--help"] : option.Aliases.Append(option.Name));
    }

    static IEnumerable<Command> RootAncestors(this CommandResult result)
    {
        for (var parent = result.Parent; parent is not null; parent = parent.Parent)
            if (parent is CommandResult command) yield return command.Command;
    }

    static string Quoted(Command command) => $"'{Title(command)}'";

    static string Title(Command command) => command is RootCommand ? "nabla" : $"{Title(command.Parents.OfType<Command>().First())} {command.Name}";
}
