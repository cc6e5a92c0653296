using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Generation;

/// <summary>A small model whose logits depend on all tokens in sight: h ← 0.7·h + vector of the token.</summary>
public sealed partial class RememberingModel(int vocabulary, int? context = null, long seed = 1) : LanguageModel
{
    const int Width = 8;

    readonly Embedding embedding = new(vocabulary, Width, Rng.FromSeed(seed));
    readonly Linear logits = new(Width, vocabulary, Rng.FromSeed(seed));

    public override int Vocabulary => vocabulary;

    public override int? ContextLength => context;

    /// <summary>How many tokens were read in all, each as often as it was read.</summary>
    public int Reads { get; private set; }

    public override SequenceState Start(int batch) => new Memory(batch);

    public override Tensor Forward(Tensor tokens) => Continue(tokens, Start(tokens.Shape[0]));

    public override Tensor Continue(Tensor tokens, SequenceState state)
    {
        var memory = (Memory)state;
        Reads += tokens.Shape[1];
        var all = new Tensor[tokens.Shape[1]];
        for (int i = 0; i < all.Length; i++) all[i] = memory.Read(embedding.Call(tokens.Select(1, i)), context).Unsqueeze(1);
        return logits.Call(Tensor.Concatenate(all, 1));
    }

    sealed class Memory(int batch) : SequenceState(batch)
    {
        Tensor hidden = Tensor.Zeros([batch, Width]);

        public Tensor Read(Tensor vectors, int? context)
        {
            if (++Length > context) throw new InvalidOperationException("The context is full.");
            return hidden = (hidden * 0.7 + vectors).Keep();
        }
    }
}
