namespace Nabla.Optimizers;

/// <summary>A run of neighbouring elements of the arenas that are stepped alike.</summary>
readonly record struct Stretch(long Start, long Count, double LearningRateFactor, double WeightDecay)
{
    /// <summary>The fewest stretches that cover all parameters but the frozen ones, in the arena's order.</summary>
    public static Stretch[] Cut(ParameterArena arena, double weightDecay, IReadOnlyList<ParameterGroup> groups)
    {
        var stretches = new List<Stretch>();
        var used = new HashSet<ParameterGroup>(ReferenceEqualityComparer.Instance);
        foreach (var (parameter, start, count) in arena.Layout)
        {
            ParameterGroup? group = groups.FirstOrDefault(each => each.Selects(parameter));
            if (group is not null) used.Add(group);
            double decay = group?.WeightDecay ?? (parameter.Decays ? weightDecay : 0);
            var next = new Stretch(start, count, group?.LearningRateFactor ?? 1, decay);
            if (stretches.Count > 0 && stretches[^1].Continues(next)) stretches[^1] = stretches[^1] with { Count = stretches[^1].Count + count };
            else stretches.Add(next);
        }
        if (used.Count < groups.Count) throw new ArgumentException($"Optimizer: parameter group {groups.TakeWhile(used.Contains).Count()} (counting from 0) selects no parameter that an earlier group left: look at the paths, such as '{arena.Parameters[0].Path}'.");
        return [.. stretches.Where(stretch => stretch.LearningRateFactor > 0)];
    }

    bool Continues(in Stretch next) => next == this with { Start = Start + Count, Count = next.Count };
}
