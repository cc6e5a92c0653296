using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Nabla.Checkpoints;
using Nabla.Data;
using Nabla.Features;
using Nabla.Models;
using Nabla.Tasks;
using Nabla.Tensors;
using Nabla.Text;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>Model files whose header or tensors somebody has changed open, or say in one line that they are damaged.</summary>
public sealed class ModelFileFuzzTests : IDisposable
{
    static readonly string[] Others =
        ["null", "true", "-1", "0", "7", "1.5", "1e99", "2147483647", "-2147483648", "\"\"", "\"x\"", "\"mlp:99\"",
            "\"gpt:1x8x2\"", "\"none\"", "[]", "{}", "[[]]", "[1,1]", "[\"a\",\"a\"]", "[null]"];

    readonly string path = Path.Combine(Path.GetTempPath(), $"nabla-fuzz-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(path);

    static TrainedModel Model(string name)
    {
        RealField numbers = Field.Reals([3], ["length", "width", "height"]), price = Field.Reals([], ["price"]);
        TokenField text = Field.Tokens(BytePairTokenizer.Train("to be or not to be"u8, new() { Vocabulary = 260, LeastCount = 1 }), 6, 0);
        var some = new ArrayDataset("some", Column.Of([1f, 2, 3, 4, 5, 9, 0, 1, 0], numbers), Column.Of([1f, 5, 2], price));
        LearningTask task = name == "mlp:4" ? LearningTask.For([numbers], [price]) : LearningTask.For([text], [name == "gpt:1x8x2" ? text : Field.Classes(["cat", "dog"])]);
        if (task is Regression regression) regression.Scaling = TargetScaling.Fit(some);
        Pipeline? pipeline = name == "mlp:4" ? new(Normalizers.Standardize(some)) : null;
        return new TrainedModel(ModelCatalog.Create(name, task.ModelTask, new(), Rng.FromSeed(3)), task, pipeline) { Name = name };
    }

    [Theory]
    [InlineData("mlp:4")]
    [InlineData("gpt:1x8x2")]
    [InlineData("lstm:4")]
    public void Any_change_of_a_model_file_is_read_or_refused(string name)
    {
        Model(name).Save(path);
        Dictionary<string, string> metadata;
        List<(string Name, Tensor Value)> tensors = [];
        using (SafetensorsFile file = SafetensorsFile.Open(path))
        {
            metadata = new(file.Metadata);
            foreach (SafetensorsEntry entry in file.Entries) tensors.Add((entry.Name, Tensor.Zeros(entry.Shape, entry.Type.DataType!.Value)));
            StateFile.Read(file, tensors);
        }
        var random = new Random(1);
        for (int round = 0; round < 400; round++)
        {
            var changed = new Dictionary<string, string>(metadata);
            List<(string Name, Tensor Value)> left = [.. tensors];
            string key = metadata.Keys.Order().ElementAt(random.Next(metadata.Count));
            int at = random.Next(left.Count);
            switch (random.Next(10))
            {
                case 0: changed.Remove(key); break;
                case 1: changed[key] = changed[key][..random.Next(changed[key].Length)]; break;
                case 2: left.RemoveAt(at); break;
                case 3: left[at] = (left[at].Name, Tensor.Full([random.Next(4), random.Next(4)], random.Next(-1, 2))); break;
                case 4: left[at] = (left[at].Name + random.Next(9), left[at].Value); break;
                case 5: changed[key] = Others[random.Next(Others.Length)]; break;
                default:
                    string whole = metadata[key][0] == '{' ? key : "description";
                    changed[whole] = Changed(metadata[whole], random);
                    break;
            }
            Write(left, changed);
            try
            {
                TrainedModel.Open(path);
            }
            catch (CheckpointException error)
            {
                Assert.DoesNotContain('\n', error.Message);
            }
            catch (Exception error)
            {
                Assert.Fail($"{error.GetType()} {error.Message} of "
                    + $"{string.Join(" ", changed.Where(pair => metadata.GetValueOrDefault(pair.Key) != pair.Value))} "
                    + $"{string.Join(" ", left.Except(tensors))}\n{error.StackTrace}");
            }
        }
    }

    // Not as StateFile does: that waits for the disk.
    void Write(List<(string Name, Tensor Value)> tensors, Dictionary<string, string> metadata)
    {
        var writer = new SafetensorsWriter(metadata);
        foreach ((string name, Tensor value) in tensors) writer.Add(name, value.DataType, value.Shape, MemoryMarshal.AsBytes<float>(value.ToArray<float>()).ToArray());
        using FileStream file = File.Create(path);
        writer.Write(file);
    }

    static string Changed(string json, Random random)
    {
        JsonNode root = JsonNode.Parse(json)!;
        List<JsonNode> inner = [];
        Walk(root, inner);
        JsonNode at = inner[random.Next(inner.Count)];
        JsonNode? other = JsonNode.Parse(Others[random.Next(Others.Length)]);
        if (at is JsonArray { Count: > 0 } array && array.Count is var count)
        {
            int place = random.Next(count);
            if (random.Next(3) == 0) array.RemoveAt(place);
            else array[place] = other;
        }
        else if (at is JsonObject { Count: > 0 } map)
        {
            string key = map.ElementAt(random.Next(map.Count)).Key;
            if (random.Next(3) == 0) map.Remove(key);
            else map[key] = other;
        }
        return root.ToJsonString();
    }

    static void Walk(JsonNode node, List<JsonNode> inner)
    {
        inner.Add(node);
        foreach (JsonNode? below in node is JsonArray array ? array : node is JsonObject map ? map.Select(pair => pair.Value) : [])
            if (below is JsonArray or JsonObject) Walk(below, inner);
    }
}
