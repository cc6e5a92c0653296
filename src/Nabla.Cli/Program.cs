using Nabla.Cli.Grammar;

return CommandLine.Run(args, Console.Out, Console.Error);
