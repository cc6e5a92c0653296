using Nabla.Features;
using Nabla.Generation;

namespace Nabla.Training;

/// <summary>A model with all that its answers need: what it reads and says, how inputs are preprocessed, what its tokens are. It is kept in one file:
/// <c>TrainedModel.Open("houses.safetensors").Predict(row)</c>.</summary>
public sealed class TrainedModel
{
    const int BatchSize = 500;

    /// <summary>A model that was trained.</summary>
    /// <param name="model">The network.</param>
    /// <param name="task">What it learnt, of examples as it reads them.</param>
    /// <param name="pipeline">What happens to inputs before it sees them; null: nothing.</param>
    /// <param name="inputs">What an input is before that; null: as the model reads it.</param>
    public TrainedModel(Module model, LearningTask task, Pipeline? pipeline = null, IReadOnlyList<Field>? inputs = null) =>
        (Model, Task, Pipeline, InputFields) = (model, task, pipeline ?? new Pipeline(), inputs ?? task.Inputs);

    /// <summary>The network.</summary>
    public Module Model { get; }

    /// <summary>What it learnt.</summary>
    public LearningTask Task { get; }

    /// <summary>What happens to inputs before the network sees them.</summary>
    public Pipeline Pipeline { get; }

    /// <summary>What the parts of an input are, before preprocessing.</summary>
    public IReadOnlyList<Field> InputFields { get; }

    /// <summary>What it says.</summary>
    public IReadOnlyList<Field> TargetFields => Task.Targets;

    /// <summary>The names of the classes, where it tells classes apart; else empty.</summary>
    public IReadOnlyList<string> Classes => TargetFields[0].ClassNames;

    /// <summary>The network's name and sizes, by which it can be made again; null for a network of one's own.</summary>
    public string? Name { get; init; }

    /// <summary>What else was chosen when the network was made by name.</summary>
    public ModelOptions Options { get; init; } = new();

    /// <summary>What cuts text into its tokens; null where it reads no text.</summary>
    public Tokenizer? Tokenizer => InputFields.OfType<TokenField>().Select(tokens => tokens.Vocabulary).OfType<Tokenizer>().FirstOrDefault();

    /// <summary>Whether it goes on with a text; see <see cref="Generator"/>.</summary>
    public bool IsLanguageModel => Model is LanguageModel;

    /// <summary>Opens a model that <see cref="Save"/> or a training run wrote.</summary>
    /// <exception cref="CheckpointException">The file is missing or damaged, or its network is one of somebody's own: then give it.</exception>
    public static TrainedModel Open(string path) => ModelFile.Read(path, (header, task) => header.Model(task));

    /// <summary>Opens a model whose network, and perhaps task, is one of your own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The network, fresh; it begins at the file's weights.</param>
    /// <param name="task">The task; null: the one that the file names.</param>
    /// <exception cref="CheckpointException">The file is missing or damaged, or does not fit the network.</exception>
    /// <exception cref="ArgumentException">The network has values already.</exception>
    public static TrainedModel Open(string path, Module model, LearningTask? task = null) =>
        model.Parameters.FirstOrDefault(parameter => parameter.HasBegun) is not { } begun ? ModelFile.Read(path, (_, _) => model, task)
            : throw new ArgumentException($"TrainedModel.Open: '{begun.Path}' of the given {model.Title} has values already, "
                + "a fresh network is expected: make a new one for the file.");

    /// <summary>Writes the one file that <see cref="Open(string)"/> reads: in full or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="notes">What else it is to say, by name.</param>
    /// <exception cref="Nabla.Files.FileException">The disk is full, or the place cannot be written.</exception>
    public void Save(string path, IReadOnlyDictionary<string, string>? notes = null) => ModelFile.Write(path, this, notes);

    /// <summary>Probabilities of the classes, or the predicted numbers, of some inputs of real numbers.</summary>
    /// <param name="inputs">The inputs' numbers, one input after the other.</param>
    /// <returns>One row for each input.</returns>
    /// <exception cref="ArgumentException">The numbers do not make up whole inputs.</exception>
    public float[][] Predict(ReadOnlySpan<float> inputs)
    {
        if (InputFields is not [RealField field] || inputs.Length % field.Size != 0)
            throw new ArgumentException($"Predict: the model reads {string.Join(" and ", InputFields)}, {InputFields.Sum(each => each.Size)} numbers each; got {inputs.Length}.");
        if (inputs.IsEmpty) return [];
        var rows = new ArrayDataset("inputs", Column.Of(inputs.ToArray(), field), Column.Of(new float[inputs.Length / field.Size], []));
        return [.. Predict(rows).Select(said => said.ToArray())];
    }

    /// <summary>What it says of some texts.</summary>
    /// <exception cref="DataException">It reads no text, a text is too long, or the tokenizer has no token for some of it.</exception>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<string> texts)
    {
        if (InputFields[0] is not TokenField first) throw new DataException($"The model reads {string.Join(" and ", InputFields)}, no text: give numbers, or a dataset.");
        if (texts.Count == 0) return [];
        var columns = new List<Column> { Column.Of([.. texts.SelectMany(first.TokensOf)], first) };
        foreach (TokenField said in InputFields.Skip(1).OfType<TokenField>()) columns.Add(Column.Of([.. Enumerable.Repeat(said.Padding ?? 0, texts.Count * said.Length)], said));
        return Predict(new ArrayDataset("texts", columns, [Column.Of(new float[texts.Count], [])]));
    }

    /// <summary>What it says of the inputs of a set; targets are not looked at.</summary>
    /// <param name="dataset">Inputs before preprocessing.</param>
    /// <exception cref="ArgumentException">The set is endless.</exception>
    /// <exception cref="DataException">The inputs are not what the model reads.</exception>
    public IReadOnlyList<Prediction> Predict(Dataset dataset)
    {
        if (!Reads(dataset))
            throw new DataException($"'{dataset.Name}' has inputs {string.Join(" and ", dataset.InputFields)}, but the model reads {string.Join(" and ", InputFields)}.");
        var predictions = new List<Prediction>();
        // A sequence goes alone: what is said of it does not hang, to the last bit, on what else is asked.
        using Loader loader = Loader.Once(Pipeline.On(dataset), InputFields is [TokenField] ? 1 : BatchSize);
        while (loader.MoveNext()) predictions.AddRange(Task.Predict(Model, loader.Current));
        return predictions;
    }

    /// <summary>The mean loss on a set, as in training (of targets in units of their deviation, where they were scaled), and how good the answers are.</summary>
    /// <exception cref="DataException">The set is of another form than what the model was trained on.</exception>
    public Judgement Evaluate(Dataset dataset, CancellationToken stop = default)
    {
        if (!Reads(dataset) || !Dataset.Match(dataset.TargetFields, TargetFields))
            throw new DataException($"'{dataset.Name}' has {dataset.Form}, but the model was trained on {string.Join(" and ", InputFields)} → {string.Join(" and ", TargetFields)}{dataset.TargetFields[0].Unlike(TargetFields[0])}: evaluate it on data of that form.");
        return new Evaluator(Model, Task).Run(Task.Scaling.On(Pipeline.On(dataset)), stop);
    }

    /// <summary>Has the model write, where it is a language model.</summary>
    /// <param name="ofLines">Whether every text that it was trained on was a line.</param>
    /// <exception cref="GenerationException">It says no next token, or has no tokenizer.</exception>
    public Generator Generator(bool ofLines = false)
    {
        if (Model is not LanguageModel language || Tokenizer is not { } tokenizer)
            throw new GenerationException($"A {Name ?? Model.GetType().Name} cannot write: use a language model, such as that of 'nabla train --data shakespeare --model gpt:4x128x4'.");
        return ofLines ? Generation.Generator.OfLines(language, tokenizer) : new Generator(language, tokenizer);
    }

    bool Reads(Dataset dataset) => dataset.InputFields.Count == InputFields.Count
        && dataset.InputFields.Zip(InputFields).All(pair => pair.First.Matches(pair.Second) || pair is (RealField a, RealField b) && a.Size == b.Size);
}
