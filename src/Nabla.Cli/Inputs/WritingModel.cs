using Nabla.Experiments;
using Nabla.Generation;
using Nabla.Modules;
using Nabla.Pretrained;
using Nabla.Runs;

namespace Nabla.Cli.Inputs;

/// <summary>A model that can write: that of a run, or a GPT-2 in a folder as Hugging Face has it.</summary>
/// <param name="Generator">Has it write.</param>
/// <param name="Recipe">What it was trained by; the standard for a model from elsewhere.</param>
/// <param name="HasLines">Whether each of its texts is a line.</param>
sealed record WritingModel(Generator Generator, Recipe Recipe, bool HasLines)
{
    /// <summary>Opens a run, or a folder with <c>config.json</c> and <c>model.safetensors</c>.</summary>
    /// <exception cref="RunException">There is none, or its model says no next token.</exception>
    public static WritingModel Open(string path)
    {
        var folder = new Gpt2Folder(path);
        if (!folder.Exists) return OfRun(path);
        var tokenizer = folder.LoadTokenizer(); // before the weights, which take longer
        return new(new Generator(folder.LoadModel(), tokenizer), Recipe.Standard, HasLines: false);
    }

    static WritingModel OfRun(string path)
    {
        var saved = SavedRun.Open(path);
        var trained = saved.Load();
        if (trained.Model is not LanguageModel model)
            throw new RunException($"'{path}' holds a {saved.Recipe.Model}, which cannot write: use the run of a language model, such as that of 'nabla train --data shakespeare --model gpt:4x128x4'.");
        var tokenizer = saved.Tokenizer(trained);
        return new(saved.Recipe.HasLines ? Generator.OfLines(model, tokenizer) : new Generator(model, tokenizer), saved.Recipe, saved.Recipe.HasLines);
    }
}
