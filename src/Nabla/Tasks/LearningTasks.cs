namespace Nabla.Tasks;

/// <summary>The tasks that data chooses by its form, the most particular first.</summary>
static class LearningTasks
{
    static readonly Func<IReadOnlyList<Field>, IReadOnlyList<Field>, LossChoice, LearningTask?>[] known =
        [Translation.TryFor, NextToken.TryFor, Classification.TryFor, Regression.TryFor];

    public static LearningTask For(IReadOnlyList<Field> inputs, IReadOnlyList<Field> targets, LossChoice loss)
    {
        LearningTask? task = known.Select(make => make(inputs, targets, loss)).OfType<LearningTask>().FirstOrDefault();
        task?.Choice = loss;
        return task
            ?? throw new FormatException($"No task by name learns {string.Join(" and ", targets)} from {string.Join(" and ", inputs)}: make a LearningTask of your own.");
    }
}
