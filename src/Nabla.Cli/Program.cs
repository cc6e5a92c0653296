using Nabla.Cli;

// Progress that nobody reads any more is no reason to lose a training.
Console.SetError(new LossyWriter(Console.Error));
return CommandLine.Run(args, StandardOutput.Open(), Console.Error);
