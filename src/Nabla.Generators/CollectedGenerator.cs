using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nabla.Generators;

/// <summary>
/// Fills a property such as <c>[Collected] internal static partial IReadOnlyList&lt;T&gt; All { get; }</c> with every static field and property of
/// type T, or of one derived from it, that the compilation declares: in the order of their full names, without reflection and without a list by hand.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class CollectedGenerator : IIncrementalGenerator
{
    /// <summary>The step whose output is equal while a list stays as it is.</summary>
    public const string ListStep = "List";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var lists = context.SyntaxProvider.ForAttributeWithMetadataName("Nabla.Words.CollectedAttribute", (node, _) => node is PropertyDeclarationSyntax, CollectedList.Read);
        var members = context.SyntaxProvider.CreateSyntaxProvider(CollectedMember.IsCandidate, CollectedMember.Read).Where(member => member is not null).Collect();
        var filled = lists.Combine(members).Select((pair, _) => Fill(pair.Left, pair.Right)).WithTrackingName(ListStep);
        context.RegisterSourceOutput(filled, (output, list) => output.AddSource(list.File, list.Source()));
    }

    static CollectedList Fill(CollectedList list, ImmutableArray<CollectedMember?> members) =>
        list with { Members = new(members.Where(member => member!.Types.Contains(list.Item)).OrderBy(member => member!.Name, StringComparer.Ordinal)!) };
}
