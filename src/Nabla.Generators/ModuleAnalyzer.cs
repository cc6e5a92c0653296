using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Nabla.Generators;

/// <summary>Refuses modules whose parts the generator could not name, or whose structure could change (NABLA002 to NABLA005).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModuleAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Rules.NotReadonly, Rules.Unwalkable, Rules.DuplicateName, Rules.Captured];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(CheckModule, SymbolKind.NamedType);
        context.RegisterOperationAction(CheckCapture, OperationKind.ParameterReference);
    }

    static void CheckModule(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!VisitMethod.IsLeftOut(type)) return;
        var parts = Part.Of(type).ToList();
        foreach (var part in parts)
        {
            if (!part.IsFixed) context.ReportDiagnostic(Reassignable(type, part));
            if (part.Type.IsUnwalkable) context.ReportDiagnostic(Unwalkable(type, part));
        }
        foreach (var duplicate in Duplicates(type, parts)) context.ReportDiagnostic(duplicate);
    }

    static Diagnostic Reassignable(INamedTypeSymbol type, Part part)
    {
        string remedy = part.Member is IPropertySymbol ? "remove its setter" : "make it readonly";
        return Diagnostic.Create(Rules.NotReadonly, part.Member.Locations[0], type.Name, part.Member.Name, Short(part.Held), remedy);
    }

    static Diagnostic Unwalkable(INamedTypeSymbol type, Part part)
    {
        string held = part.Type.Kind == PartKind.Child ? "module" : part.Type.Kind.ToString().ToLowerInvariant();
        return Diagnostic.Create(Rules.Unwalkable, part.Member.Locations[0], type.Name, part.Member.Name, Short(part.Held), held, part.Path);
    }

    /// <summary>Parts whose path another part of the class, or of a class that it derives from, has already taken.</summary>
    static IEnumerable<Diagnostic> Duplicates(INamedTypeSymbol type, List<Part> parts)
    {
        var taken = new Dictionary<string, Part>();
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
            foreach (var part in Part.Of(parent)) taken[part.Path] = part;
        foreach (var part in parts)
        {
            if (taken.TryGetValue(part.Path, out var first))
                yield return Diagnostic.Create(Rules.DuplicateName, part.Member.Locations[0], type.Name, part.Member.Name, first.Member.ContainingType.Name, first.Member.Name, part.Path);
            else taken[part.Path] = part;
        }
    }

    /// <summary>A part that a method reads from a primary constructor's parameter lives in a field that no generator can see.</summary>
    static void CheckCapture(OperationAnalysisContext context)
    {
        var parameter = ((IParameterReferenceOperation)context.Operation).Parameter;
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var type } constructor) return;
        if (context.ContainingSymbol is not IMethodSymbol user || SymbolEqualityComparer.Default.Equals(user, constructor)) return;
        if (!IsPrimary(constructor, context.CancellationToken) || PartType.Of(parameter.Type).Kind == PartKind.None || !VisitMethod.IsLeftOut(type)) return;
        context.ReportDiagnostic(Diagnostic.Create(Rules.Captured, context.Operation.Syntax.GetLocation(), type.Name, parameter.Name, Short(parameter.Type)));
    }

    static bool IsPrimary(IMethodSymbol constructor, CancellationToken cancel) =>
        constructor.DeclaringSyntaxReferences.Any(each => each.GetSyntax(cancel) is TypeDeclarationSyntax);

    static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
