using System.Collections.Immutable;

namespace Nabla.Generators;

/// <summary>Makes the list of a property such as <c>[Collected("Loss")] public static partial Choices&lt;T&gt; Choices { get; }</c> of every static
/// field and property of type T, or of one derived from it, that the compilation declares: in the order of their names, without reflection or a list
/// by hand.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class CollectedGenerator : IIncrementalGenerator
{
    /// <summary>The step whose output is equal while a list stays as it is.</summary>
    public const string ListStep = "List";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var syntax = context.SyntaxProvider;
        var lists = syntax.ForAttributeWithMetadataName("Nabla.Words.CollectedAttribute", (node, _) => true, CollectedList.Read);
        var members = syntax.CreateSyntaxProvider(CollectedMember.IsCandidate, CollectedMember.Read).Where(member => member is not null);
        var filled = lists.Combine(members.Collect()).Select((pair, _) => Fill(pair.Left, pair.Right)).WithTrackingName(ListStep);
        context.RegisterSourceOutput(filled, (output, list) => output.AddSource(list.File, list.Source()));
    }

    static CollectedList Fill(CollectedList list, ImmutableArray<CollectedMember?> members) =>
        list with { Members = new(members.Where(each => each!.Types.Contains(list.Item)).OrderBy(each => each!.Name, StringComparer.Ordinal)!) };
}
