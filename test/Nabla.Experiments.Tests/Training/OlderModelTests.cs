using Nabla.Checkpoints;
using Nabla.Data;
using Nabla.Files;
using Nabla.Modules;
using Nabla.Tasks;
using Nabla.Tensors;
using Nabla.Training;

namespace Nabla.Experiments.Tests.Training;

/// <summary>Model files as runs before version 0.2 wrote them.</summary>
public sealed class OlderModelTests : IDisposable
{
    const string Label = """{"shape":[],"classes":["cat","dog"]}""";
    static readonly Recipe recipe = Recipe.Standard with { Model = "mlp:4" };

    readonly string path = Path.Combine(Path.GetTempPath(), $"nabla-older-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(path);

    TrainedModel Read(string input, string features, string target)
    {
        LearningTask task = TrainingPlan.TaskOf(recipe, [Field.Reals([3])], [Field.Classes(["cat", "dog"])]);
        Module model = TrainingPlan.CreateModel(recipe, task);
        StateFile.Write(path, model.State, new Dictionary<string, string> { ["nabla.model"] = "1", ["input"] = input, ["features"] = features, ["target"] = target });
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.True(OlderModel.Is(file));
        return OlderModel.Read(file, recipe, null);
    }

    [Fact]
    public void A_sound_one_is_read() => Assert.Equal(["cat", "dog"], Read("""{"shape":[3]}""", """{"shape":[3]}""", Label).Classes);

    [Theory]
    [InlineData("{", """{"shape":[3]}""", Label)]
    [InlineData("""{"shape":[3]}""", """{"shape":[-3]}""", Label)]
    [InlineData("""{"shape":[3]}""", """{"shape":[4]}""", Label)]
    [InlineData("""{"shape":[3]}""", """{"shape":[0]}""", Label)]
    [InlineData("""{"shape":[3]}""", """{"shape":[1e99]}""", Label)]
    [InlineData("""{"shape":[3]}""", """{"shape":[9,9,9,9,9,9,9,9,9]}""", Label)]
    [InlineData("""{"shape":[3]}""", """{"shape":[3]}""", """{"shape":[],"classes":[]}""")]
    [InlineData("""{"shape":[3]}""", """{"shape":[3]}""", """{"shape":[],"classes":["cat"]}""")]
    [InlineData("""{"shape":[3]}""", """{"shape":[3]}""", """{"shape":[],"classes":["cat","cat"]}""")]
    [InlineData("""{"shape":[3]}""", """{"shape":[3]}""", """{"shape":[0]}""")]
    [InlineData("""{"shape":[3]}""", """{"shape":[3],"classes":["a","b"]}""", Label)]
    [InlineData("""{"shape":[3]}""", """{"shape":[-3],"classes":["a","b"]}""", Label)]
    [InlineData("""{"shape":[3]}""", """{"shape":[3],"classes":["a","b"],"padding":7}""", Label)]
    [InlineData("""{"shape":[3]}""", """{"shape":[2,3],"classes":["a","b"]}""", """{"shape":[3],"classes":["a","b"]}""")]
    public void A_damaged_one_is_refused_in_one_line(string input, string features, string target) =>
        Assert.DoesNotContain('\n', Assert.Throws<CheckpointException>(() => Read(input, features, target)).Message);

    [Theory]
    [InlineData(null, "{}", "its header has no 'input'")]
    [InlineData("{}", "{\"shape\":[2]}", "the description of its data has no 'shape'")]
    [InlineData("{\"shape\":[2]}", "{\"shape\":[],\"classes\":[\"a\",null]}", "a class has no name")]
    public void What_its_header_lacks_is_named(string? input, string target, string what)
    {
        var metadata = new Dictionary<string, string> { ["nabla.model"] = "1", ["features"] = input ?? "", ["target"] = target };
        if (input is not null) metadata["input"] = input;
        StateFile.Write(path, [], metadata);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.True(OlderModel.Is(file));
        string message = Assert.Throws<CheckpointException>(() => OlderModel.Read(file, Recipe.Standard with { Model = "mlp:4" }, null)).Message;
        Assert.StartsWith($"{path}: {what}: ", message);
    }
}
