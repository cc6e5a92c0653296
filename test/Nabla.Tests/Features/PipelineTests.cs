using Nabla.Data;
using Nabla.Data.Generated;
using Nabla.Data.Samplers;
using Nabla.Features;
using Nabla.Testing;

namespace Nabla.Tests.Features;

public class PipelineTests
{
    static readonly DataSplit Split = PlaneSets.Split(PlaneSets.Moons(400), 300);

    static Pipeline Fitted() => Pipeline.Fit(Split.Train,
        train => Normalizers.WhitenZca(train), train => new PolynomialFeatures(train.Input.Size, 3), train => Normalizers.Standardize(train),
        train => RbfFeatures.Fit(train, 12, 1), train => Normalizers.Center(train));

    static float[] Inputs(Dataset set)
    {
        var all = new float[set.Count!.Value * set.Input.Size];
        for (int i = 0; i < set.Count; i++) set.Read(i, all.AsSpan(i * set.Input.Size, set.Input.Size), default);
        return all;
    }

    [Fact]
    public void Each_stage_is_fitted_to_what_those_before_it_give()
    {
        var pipeline = Fitted();
        float[] train = Inputs(pipeline.On(Split.Train));
        Assert.Equal(12, pipeline.OutputSize(2));
        for (int k = 0; k < 12; k++) Assert.Equal(0, Enumerable.Range(0, 300).Average(i => train[12 * i + k]), 1e-5);
        Assert.Equal([12], pipeline.On(Split).Test.Input.Shape);
        Assert.Equal(Split.Train.LabelOf(7), pipeline.On(Split).Train.LabelOf(7));
    }

    [Fact]
    public void A_saved_pipeline_gives_the_same_bytes()
    {
        var pipeline = Fitted();
        var state = pipeline.State();
        Assert.Equal("0.whiten.mean", state[0].Name);
        Assert.Equal(state.Count, state.Select(array => array.Name).Distinct().Count());
        var loaded = Pipeline.Load(state.Reverse());
        Assert.Equal(Inputs(pipeline.On(Split.Test)), Inputs(loaded.On(Split.Test)));
        Assert.Empty(Pipeline.Load([]).Stages);
    }

    [Fact]
    public void Rows_outside_a_dataset_go_the_same_way()
    {
        var pipeline = Fitted();
        float[] expected = Inputs(pipeline.On(Split.Test)), got = pipeline.Apply(Inputs(Split.Test), 100, 2);
        for (int i = 0; i < got.Length; i++) Assert.Equal(expected[i], got[i], 1e-5f);
        Assert.Equal([1f, 2f], new Pipeline().Apply([1, 2], 1, 2));
        Assert.Throws<ArgumentException>(() => pipeline.Apply(new float[3], 1, 2));
    }

    [Fact]
    public void Stages_that_keep_their_inputs_apart_are_undone_last_first()
    {
        var pipeline = Pipeline.Fit(Split.Train, Normalizers.Center, train => Normalizers.WhitenPca(train), train => Normalizers.Standardize(train));
        float[] rows = Inputs(Split.Test), back = pipeline.Undo(pipeline.Apply(rows, 100, 2), 100, 2);
        Assert.True(pipeline.CanUndo);
        for (int i = 0; i < rows.Length; i++) Assert.Equal(rows[i], back[i], 1e-5f);
        Assert.False(Fitted().CanUndo);
        Assert.Throws<NotSupportedException>(() => Fitted().Undo(new float[12], 1, 12));
        Assert.Throws<ArgumentException>(() => pipeline.Undo(new float[3], 1, 2));
    }

    [Fact]
    public void A_loader_reads_staged_batches_without_allocating() => OwnProcess.Run(() =>
    {
        using var loader = new Loader(Fitted().On(Split.Train), new ShuffledSampler(300, 32, 1));
        for (int i = 0; i < 40; i++) loader.MoveNext();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) loader.MoveNext();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    });

    [Fact]
    public void Stages_that_do_not_follow_one_another_are_refused() =>
        Assert.Contains("takes rows of 3", Assert.Throws<ArgumentException>(() => new Pipeline(new PolynomialFeatures(2, 2), new PolynomialFeatures(3, 2))).Message);

    [Fact]
    public void Damaged_states_are_refused()
    {
        StageArray offset = new("0.shift.offset", [2], [1, 2]), gain = new("0.shift.gain", [2], [1, 2]);
        string Fails(params StageArray[] state) => Assert.Throws<DataException>(() => Pipeline.Load(state)).Message;
        Assert.Single(Pipeline.Load([offset, gain]).Stages);
        Assert.Contains("'gain' 0 times", Fails(offset));
        Assert.Contains("'gain' 2 times", Fails(offset, gain, gain));
        Assert.Contains("not finite", Fails(offset, gain with { Values = [1, float.NaN] }));
        Assert.Contains("gains of 0", Fails(offset, gain with { Values = [1, 0] }));
        Assert.Contains("with 3 numbers", Fails(offset, gain with { Values = [1, 2, 3] }));
        Assert.Contains("number 0 is missing", Fails(offset with { Name = "1.shift.offset" }, gain with { Name = "1.shift.gain" }));
        Assert.Contains("did you mean 'shift'", Fails(offset with { Name = "0.shfit.offset" }));
        Assert.Contains("of the form", Fails(offset with { Name = "offset" }));
        Assert.Contains("of the form", Fails(offset with { Name = "x.shift.offset" }));
        Assert.Contains("no counts", Fails(new StageArray("0.poly.sizes", [2], [2, 1.5f])));
        Assert.Contains("do not fit", Fails(new StageArray("0.poly.sizes", [2], [2, 1000])));
        Assert.Contains("monomials", Fails(new StageArray("0.poly.sizes", [2], [4_000_000, 60])));
        Assert.Contains("λ", Fails(new StageArray("0.rbf.centers", [1, 2], [1, 2]), new StageArray("0.rbf.lambda", [1], [-1])));
        Assert.Contains("do not fit", Fails(offset, gain, new StageArray("1.poly.sizes", [2], [3, 2])));
        Assert.Contains("maps", Fails(new StageArray("0.whiten.mean", [2], [1, 2]), new StageArray("0.whiten.forward", [1, 3], [1, 2, 3]), new StageArray("0.whiten.back", [2, 1], [1, 2])));
    }
}
