namespace Nabla.Generators;

/// <summary>Writes the <c>Visit</c> method of every partial class that derives from <c>Nabla.Modules.Module</c>: it names the children, parameters
/// and buffers by their fields, in declaration order, so that nothing needs reflection. Refuses a module that is not partial (NABLA001).</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModuleGenerator : IIncrementalGenerator
{
    /// <summary>The step whose output is equal while a module stays as it is.</summary>
    public const string ModelStep = "Module";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var modules = context.SyntaxProvider
            .CreateSyntaxProvider(ModuleModel.IsCandidate, ModuleModel.Read)
            .Where(module => module is not null)
            .WithTrackingName(ModelStep);
        context.RegisterSourceOutput(modules, (output, module) => output.AddSource(module!.File, VisitSource.Of(module)));
        var refusals = context.SyntaxProvider.CreateSyntaxProvider(Refusal.IsCandidate, Refusal.Read).Where(refusal => refusal is not null);
        context.RegisterSourceOutput(refusals, (output, refusal) => output.ReportDiagnostic(refusal!.Diagnostic));
    }
}
