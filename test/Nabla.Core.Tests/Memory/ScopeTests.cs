using Nabla.Devices;
using Nabla.Devices.Cpu;
using Nabla.Gradients;
using Nabla.Memory;
using Nabla.Operations;
using Nabla.Tensors;
using Nabla.Testing;

namespace Nabla.Core.Tests.Memory;

public class ScopeTests
{
    static Tensor Some(int n = 100) => Tensor.Uniform([n], Rng.FromSeed(1));

    static BlockPool Pool => BlockPool.Of(CpuDevice.Instance);

    [Fact]
    public void What_a_scope_made_is_released_but_for_its_result()
    {
        Tensor inside = null!;
        Tensor result = Scope.Run(() =>
        {
            inside = Some();
            return inside + 1;
        });
        Assert.Equal(100, result.ToArray<float>().Length);
        var late = Assert.Throws<InvalidOperationException>(() => inside.ToArray<float>());
        Assert.Contains("Keep()", late.Message);
        Assert.Contains("Tensor.Uniform", late.Message);
    }

    [Fact]
    public void A_result_belongs_to_the_scope_around()
    {
        Tensor inner = null!;
        Scope.Run(() =>
        {
            inner = Scope.Run(() => Some() * 2);
            Assert.Equal(100, inner.ToArray<float>().Length);
        });
        Assert.Throws<InvalidOperationException>(() => inner.ToArray<float>());
    }

    [Fact]
    public void Tuples_and_arrays_of_tensors_leave_a_scope()
    {
        (Tensor a, Tensor b) = Scope.Run(() => (Some(), Some() + 1));
        Tensor[] many = Scope.Run(() => new[] { a + 1, b + 1 });
        Assert.All([a, b, .. many], each => Assert.Equal(100, each.ToArray<float>().Length));
    }

    [Fact]
    public void A_kept_tensor_stays()
    {
        Tensor kept = null!;
        Scope.Run(() => { kept = Some().Keep(); });
        Assert.Equal(100, kept.ToArray<float>().Length);
    }

    [Fact]
    public void A_view_keeps_the_memory_of_its_source_when_it_is_the_result()
    {
        Tensor view = Scope.Run(() => Tensor.From<float>(1, 2, 3, 4).Reshape(2, 2).Slice(1, 1, 1));
        Assert.Equal([2f, 4f], view.ToArray<float>());
    }

    [Fact]
    public void A_scope_that_throws_releases_everything()
    {
        Tensor inside = null!;
        Assert.Throws<FormatException>(() => Scope.Run(() =>
        {
            inside = Some();
            throw new FormatException();
        }));
        Assert.Throws<InvalidOperationException>(() => inside.ToArray<float>());
        Assert.Equal(0, ScopeStack.Current.Depth);
    }

    [Fact]
    public void Without_a_tape_a_chain_holds_two_results_at_a_time() => OwnProcess.Run(() =>
    {
        long Peak(int length)
        {
            Pool.ResetPeak();
            long before = Pool.UsedBytes;
            Scope.Run(() =>
            {
                var relay = new ScopeRelay();
                Tensor x = Some(100_000);
                for (int i = 0; i < length; i++)
                {
                    x = x + 1;
                    relay.Pass(x);
                }
                relay.Dispose();
            });
            return Pool.PeakBytes - before;
        }
        Assert.Equal(Peak(3), Peak(30));
    });

    [Fact]
    public void Backward_releases_what_was_saved_and_gradients_in_between() => OwnProcess.Run(() =>
    {
        Tensor w = Some(1000).RequireGradient();
        void Step() => Scope.Run(() =>
        {
            Tape tape = Tape.Start();
            Tensor x = w;
            for (int i = 0; i < 10; i++) x = (x * w).Tanh();
            Tensor loss = x.Sum();
            tape.Backward(loss);
            w.ClearGradient();
        });
        Step();
        long used = Pool.UsedBytes, misses = Pool.Misses;
        for (int i = 0; i < 50; i++) Step();
        Assert.Equal(used, Pool.UsedBytes);
        Assert.Equal(misses, Pool.Misses);
    });

    [Fact]
    public void A_tensor_outside_any_scope_is_garbage_for_the_collector()
    {
        static WeakReference Make() => new(Some(1_000_000).Storage.Block);
        WeakReference block = Make();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(block.IsAlive);
    }

    [Fact]
    public void A_tensor_that_threads_share_is_released_when_the_last_has_let_go_and_not_before()
    {
        const int size = 16;
        Tensor last = null!;
        Scope.Run(() =>
        {
            Tensor shared = Tensor.Full([size], 3);
            Parallel.For(0, 4, thread =>
            {
                Tensor w = Tensor.Ones([size]).RequireGradient();
                for (int i = 0; i < 20_000; i++)
                {
                    w.ClearGradient();
                    Scope.Run(() => { Tape.Differentiate(() => (w * shared).Sum()); });
                }
                Assert.Equal(Enumerable.Repeat(3f, size), w.Gradient!.ToArray<float>());
            });
            Assert.Equal(Enumerable.Repeat(3f, size), shared.ToArray<float>());
            last = shared;
        });
        Assert.True(last.Storage.IsReleased);
    }

    [Fact]
    public void A_scope_that_an_exception_left_open_closes_with_the_one_around_it()
    {
        Tensor inside = null!;
        Scope.Run(() =>
        {
            ScopeStack.Current.Open();
            inside = Some();
        });
        Assert.Equal(0, ScopeStack.Current.Depth);
        Assert.True(inside.Storage.IsReleased);
    }

    [Fact]
    public void Memory_that_there_is_not_is_refused_by_name_and_the_pool_counts_on() => OwnProcess.Run(() =>
    {
        long before = Pool.UsedBytes;
        string message = Assert.Throws<OutOfMemoryException>(() => Tensor.Zeros([int.MaxValue], DataType.Float64)).Message;
        Assert.Contains("Tensor.Full: Float64[2147483647] needs 16383 MB", message);
        Assert.Equal(before, Pool.UsedBytes);
    });
}
