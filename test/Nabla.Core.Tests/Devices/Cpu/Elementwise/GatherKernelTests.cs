using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

public class GatherKernelTests
{
    [Theory, ClassData(typeof(EveryLane))]
    public void Rows_are_taken_and_added_back_in_order(string lane) => EveryLane.Visit(lane, new Definition());

    sealed unsafe class Definition : LaneCheck
    {
        protected override void Check<T, L>()
        {
            foreach (int width in Sizes)
                foreach ((int rows, int count) in new[] { (1, 0), (1, 5), (7, 33), (65, 300), (1000, 90) })
                {
                    Room<T> table = Numbers<T>(rows * width, 1), taken = Empty<T>(count * width), y = Numbers<T>(count * width, 2);
                    var random = new Random(3);
                    var indices = new Room<int>(count, _ => random.Next(rows));
                    GatherKernel<T, L>.Gather(table, indices, taken, 1, rows, count, width);
                    for (int i = 0; i < count; i++) Assert.True(taken.Span.Slice(i * width, width).SequenceEqual(table.Span.Slice(indices[i] * width, width)), $"row {i} of {width}");
                    taken.AssertGuarded("gather");

                    // Two tables, one after the other, by the same indices.
                    Room<T> tables = Numbers<T>(2 * rows * width, 4), both = Empty<T>(2 * count * width);
                    GatherKernel<T, L>.Gather(tables, indices, both, 2, rows, count, width);
                    for (int i = 0; i < 2 * count; i++)
                        Assert.True(both.Span.Slice(i * width, width).SequenceEqual(tables.Span.Slice((i / count * rows + indices[i % count]) * width, width)),
                            $"row {i} of two, {width}");
                    both.AssertGuarded("gather of two");

                    // The same additions in the same order, so the same bits.
                    var expected = table.Span.ToArray();
                    for (int i = 0; i < y.Count; i++) expected[indices[i / width] * width + i % width] += y[i];
                    GatherKernel<T, L>.ScatterAdd(y, indices, table, count, rows, width);
                    Assert.True(table.Span.SequenceEqual(expected), $"scattered rows of {width}");
                    table.AssertGuarded("scatter");
                }
        }
    }
}
