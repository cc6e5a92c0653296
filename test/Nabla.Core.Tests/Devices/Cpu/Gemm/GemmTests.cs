using System.Numerics;
using Nabla.Devices;
using Nabla.Devices.Cpu;

namespace Nabla.Core.Tests.Devices.Cpu;

[Collection(nameof(WorkerTeam))]
public sealed class GemmTests : IDisposable
{
    static readonly int[] Sizes = [0, 1, 2, 7, 15, 16, 17, 31, 33, 58, 64, 100, 257];

    readonly int before = WorkerTeam.Threads;

    public void Dispose() => WorkerTeam.Threads = before;

    /// <summary>Every pair of rows and columns, with two or three depths each; the extras take turns.</summary>
    sealed class EverySize(bool transposeA, bool transposeB) : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            int turn = 0;
            foreach (int m in Sizes)
                foreach (int n in Sizes)
                    for (int depth = turn % 5; depth < Sizes.Length; depth += 5)
                        Check<T, V, S>(m, n, Sizes[depth], turn++);
            return true;
        }

        void Check<T, V, S>(int m, int n, int k, int turn) where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            bool accumulate = turn % 4 == 1;
            GemmShape dense = GemmShape.Dense(m, n, k, transposeA, transposeB, accumulate);
            GemmShape shape = dense with { LeadingA = dense.LeadingA + turn % 2, LeadingB = dense.LeadingB + turn % 3, LeadingC = dense.LeadingC + turn % 5 };
            new GemmCase<T, Lane<T, V, S>>(shape, turn % 4 >= 2, turn % 4 == 3).Check();
        }
    }

    /// <summary>Products of several blocks of depth, several groups of columns and several chunks.</summary>
    sealed class Large : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            foreach (GemmShape shape in Shapes()) new GemmCase<T, Lane<T, V, S>>(shape, !shape.Accumulate, !shape.Accumulate).Check();
            return true;
        }

        static IEnumerable<GemmShape> Shapes()
        {
            for (int form = 0; form < 4; form++)
            {
                bool transposeA = form % 2 == 1, transposeB = form > 1;
                yield return GemmShape.Dense(60, 90, 1100, transposeA, transposeB);
                yield return GemmShape.Dense(60, 1300, 530, transposeA, transposeB, accumulate: true);
                yield return GemmShape.Dense(1100, 9, 520, transposeA, transposeB);
                yield return GemmShape.Dense(3, 2000, 700, transposeA, transposeB);
                yield return GemmShape.Dense(2000, 1, 300, transposeA, transposeB);
                yield return GemmShape.Dense(37, 835, 550, transposeA, transposeB);
                yield return GemmShape.Dense(300, 20, 65, transposeA, transposeB);
                yield return GemmShape.Dense(70, 400, 130, transposeA, transposeB, accumulate: true) with { LeadingB = 1100 };
                // Rows that begin at the same place of a page, of either operand: they are copied apart.
                yield return GemmShape.Dense(60, 300, 530, transposeA, transposeB) with { LeadingA = 4096 };
                yield return GemmShape.Dense(31, 110, 9, transposeA, transposeB, accumulate: true) with { LeadingA = 2048 };
                yield return GemmShape.Dense(100, 700, 200, transposeA, transposeB) with { LeadingB = 4097 };
                // So deep that the depth is cut.
                yield return GemmShape.Dense(9, 17, 20_001, transposeA, transposeB, accumulate: true);
                yield return GemmShape.Dense(64, 64, 16_384, transposeA, transposeB) with { LeadingC = 70 };
                // More rows than a chunk holds, whose products are no longer than a vector; and so shallow that pieces are whole rows.
                yield return GemmShape.Dense(9001, 5, 7, transposeA, transposeB, accumulate: true);
                yield return GemmShape.Dense(1000, 900, 3, transposeA, transposeB);
            }
        }
    }

    /// <summary>However the rows fall into tiles.</summary>
    sealed class EveryHeight : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            for (int m = 1; m <= 130; m++)
                for (int form = 0; form < 4; form++) new GemmCase<T, Lane<T, V, S>>(GemmShape.Dense(m, 37, 5, form % 2 == 1, form > 1), true).Check();
            return true;
        }
    }

    sealed class Batches : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            for (int form = 0; form < 4; form++)
                foreach ((int m, int n, int k) in ((int, int, int)[])[(20, 33, 17), (1, 40, 70), (200, 70, 300), (33, 5, 7), (1, 3, 64), (16, 4, 9)])
                {
                    GemmShape one = GemmShape.Dense(m, n, k, form % 2 == 1, form > 1);
                    GemmShape shape = one with { Batch = 5, StrideA = m * k + 3, StrideB = n * k + 1, StrideC = m * n + 2 };
                    new GemmCase<T, Lane<T, V, S>>(shape, true).Check();
                    new GemmCase<T, Lane<T, V, S>>(shape with { StrideA = 0, Accumulate = true }).Check();
                    new GemmCase<T, Lane<T, V, S>>(shape with { StrideB = 0 }, true, true).Check();
                }
            return true;
        }
    }

    sealed class SameBits : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            for (int form = 0; form < 4; form++)
                foreach ((int m, int n, int k) in ((int, int, int)[])[(128, 300, 520), (1100, 33, 300), (5, 700, 500), (50, 900, 530),
                    (250, 300, 1030), (13, 17, 17_000), (9000, 5, 7), (1000, 900, 3)])
                {
                    GemmShape one = GemmShape.Dense(m, n, k, form % 2 == 1, form > 1);
                    GemmCase<T, Lane<T, V, S>> product = new(m is 50 or 13 ? one : one with { Batch = 2, StrideA = m * k, StrideB = n * k, StrideC = m * n }, true, true);
                    WorkerTeam.Threads = 1;
                    T[] alone = product.Run();
                    foreach (int threads in (int[])[2, 3, 7])
                    {
                        WorkerTeam.Threads = threads;
                        Assert.True(alone.AsSpan().SequenceEqual(product.Run()), $"{one} with {threads} threads");
                    }
                }
            return true;
        }
    }

    sealed class NoAllocation : ILaneVisitor<bool>
    {
        public bool Visit<T, V, S>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : struct, ISimd<T, V>
        {
            WorkerTeam.Threads = 2;
            foreach (GemmShape shape in (GemmShape[])
            [
                GemmShape.Dense(32, 16, 2, transposeB: true), GemmShape.Dense(1, 50, 30, transposeB: true),
                GemmShape.Dense(40, 1, 30, transposeA: true), GemmShape.Dense(200, 300, 200, transposeA: true),
            ])
            {
                GemmCase<T, Lane<T, V, S>> product = new(shape, true, true);
                T[] result = product.Run();
                long start = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 3; i++) product.Run(result);
                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - start);
            }
            return true;
        }
    }

    [Theory, ClassData(typeof(EveryLane))]
    public void A_times_B_is_right_at_every_size(string lane) => EveryLane.Visit(lane, new EverySize(false, false));

    [Theory, ClassData(typeof(EveryLane))]
    public void A_times_B_transposed_is_right_at_every_size(string lane) => EveryLane.Visit(lane, new EverySize(false, true));

    [Theory, ClassData(typeof(EveryLane))]
    public void A_transposed_times_B_is_right_at_every_size(string lane) => EveryLane.Visit(lane, new EverySize(true, false));

    [Theory, ClassData(typeof(EveryLane))]
    public void A_transposed_times_B_transposed_is_right_at_every_size(string lane) => EveryLane.Visit(lane, new EverySize(true, true));

    [Theory, ClassData(typeof(EveryLane))]
    public void Every_number_of_rows_is_right(string lane) => EveryLane.Visit(lane, new EveryHeight());

    [Theory, ClassData(typeof(EveryLane))]
    public void Large_products_are_right(string lane) => EveryLane.Visit(lane, new Large());

    [Theory, ClassData(typeof(EveryLane))]
    public void Batches_are_right_with_own_and_with_shared_operands(string lane) => EveryLane.Visit(lane, new Batches());

    [Theory, ClassData(typeof(EveryLane))]
    public void The_bits_do_not_depend_on_the_number_of_threads(string lane) => EveryLane.Visit(lane, new SameBits());

    [Theory, ClassData(typeof(EveryLane))]
    public void A_product_allocates_nothing(string lane) => EveryLane.Visit(lane, new NoAllocation());
}
