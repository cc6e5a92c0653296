using Nabla.Cli.Errors;
using Nabla.Cli.Inputs;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Experiments;
using Nabla.Generation;
using Nabla.Modules;
using Nabla.Text;

namespace Nabla.Cli.Commands;

/// <summary>What a trained model says of texts: one class for each, or another text.</summary>
sealed class TextPrediction
{
    readonly TrainedModel model;
    readonly Tokenizer tokenizer;
    readonly TextInput input;

    public TextPrediction(string run, TrainedModel model, Tokenizer tokenizer)
    {
        if (model.Model is LanguageModel) throw new UsageException($"'{run}' holds a language model, which goes on with a text: use nabla generate {run} --prompt TEXT.");
        (this.model, this.tokenizer, input) = (model, tokenizer, new TextInput(model, tokenizer));
    }

    /// <summary>Whether texts become other texts.</summary>
    public bool Translates => model.Model is EncoderDecoder;

    /// <summary>The class of each text.</summary>
    public IEnumerable<Prediction> Classify(IEnumerable<string> texts) => texts.Select(text => new Prediction(text, model.PredictTokens(input.Tokens(text))[0], null));

    /// <summary>The class of examples of a set, next to the true one.</summary>
    public IEnumerable<Prediction> Classify(Dataset set, long[] rows) =>
        rows.Select(row => Read(set, row)).Zip(rows, (tokens, row) => new Prediction(input.Text(tokens), model.PredictTokens(tokens)[0], set.Target.ClassNames[set.LabelOf(row)]));

    /// <summary>What each text becomes.</summary>
    public IReadOnlyList<Translation> Translate(IReadOnlyList<string> texts) => [.. texts.Zip(Written(texts), (text, said) => new Translation(text, said, null))];

    /// <summary>What examples of a set become, next to what is right.</summary>
    public IReadOnlyList<Translation> Translate(Dataset set, long[] rows)
    {
        string[] sources = [.. rows.Select(row => input.Text(Read(set, row).AsSpan(0, model.Input.Shape[^1])))];
        return [.. sources.Zip(Written(sources), (source, said) => (source, said)).Zip(rows, (pair, row) => new Translation(pair.source, pair.said, Truth(set, row)))];
    }

    IReadOnlyList<string> Written(IReadOnlyList<string> texts)
    {
        foreach (string text in texts) input.Tokens(text);
        return new Translator((EncoderDecoder)model.Model, tokenizer).Write(texts);
    }

    string Truth(Dataset set, long row)
    {
        var target = new int[set.Target.Size];
        set.Read(row, default, target);
        return input.Text(target);
    }

    static int[] Read(Dataset set, long row)
    {
        var tokens = new int[set.Input.Size];
        set.Read(row, tokens, default);
        return tokens;
    }
}
