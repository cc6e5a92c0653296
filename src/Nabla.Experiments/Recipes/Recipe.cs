namespace Nabla.Experiments;

/// <summary>
/// The whole description of a training run: with the same recipe come the same bytes. The defaults are those of the main job.
/// Every property is a field of <see cref="RecipeFields"/>, which gives it a path, a description, and a check; values set here are
/// checked by <see cref="RecipeFields.Check"/>.
/// </summary>
public sealed record Recipe
{
    /// <summary>The lecture's summary ("Standard optimization"): AdamW, clipping, cosine schedule, warm-up, fan-in initialization.</summary>
    public static Recipe Standard { get; } = new();

    /// <summary><c>seed</c>: where all random numbers come from.</summary>
    public long Seed { get; init; }

    /// <summary><c>threads</c>: threads that compute; null for one per core. It does not change results.</summary>
    public int? Threads { get; init; }

    /// <summary><c>data.name</c>: a known data set, or a path.</summary>
    public string Data { get; init; } = "glyphs";

    /// <summary><c>data.label</c>: the column of a table that holds the target; null for the last.</summary>
    public string? Label { get; init; }

    /// <summary><c>data.tokenizer</c>: what text is cut into: characters, bytes, bpe:SIZE (learnt from the training part), or a file.</summary>
    public string Tokenizer { get; init; } = "characters";

    /// <summary><c>data.window</c>: tokens of a stream of text that are read at once.</summary>
    public int Window { get; init; } = 64;

    /// <summary><c>data.documents</c>: whether each line of a text is an example of its own (lines) or all of it one stream (stream).</summary>
    public bool HasLines { get; init; }

    /// <summary><c>data.order</c>: whether windows of a text are drawn anywhere, again and again (random), or read one after the other, once (stream).</summary>
    public bool ReadsOnce { get; init; }

    /// <summary><c>data.test</c>: how much is set aside to judge on, where the data brings no test part; of nothing, the training part is judged.</summary>
    public Amount Test { get; init; } = Amount.Share(0.2);

    /// <summary><c>data.validation</c>: how much of the training part is set aside to choose by; null (auto): a tenth where something chooses.</summary>
    public Amount? Validation { get; init; }

    /// <summary>Whether something chooses by evaluations: which weights are kept, when to stop, or how the rate falls.</summary>
    public bool Chooses => KeepsBest || Patience is not null || Schedule.StartsWith("plateau", StringComparison.OrdinalIgnoreCase);

    /// <summary>How many of a training part are set aside to choose by.</summary>
    public long ValidationOf(long count) => Validation is { } amount ? amount.Of(count) : Chooses && count > 1 ? Math.Max(1, count / 10) : 0;

    /// <summary><c>data.normalize</c>: what is fitted on the training part and applied to every input: none, center, standardize, pca, zca.</summary>
    public string Normalize { get; init; } = "standardize";

    /// <summary><c>data.scaleTarget</c>: numbers to predict are standardized for training, and predictions brought back to their units.</summary>
    public bool ScaleTarget { get; init; } = true;

    /// <summary><c>data.features</c>: what a linear model sees: none, poly:DEGREE, rbf:CENTERS.</summary>
    public string Features { get; init; } = "none";

    /// <summary><c>data.epochSize</c>: how many examples of an endless stream count as one epoch.</summary>
    public long EpochSize { get; init; } = 60_000;

    /// <summary><c>model.name</c>: see <see cref="Models.ModelCatalog"/>.</summary>
    public string Model { get; init; } = "mlp:512-512";

    /// <summary><c>model.activation</c>: the transfer function of hidden layers; null (auto): the model's own.</summary>
    public string? Activation { get; init; }

    /// <summary><c>model.dropout</c>: the probability that a hidden unit is dropped in training.</summary>
    public double Dropout { get; init; }

    /// <summary><c>model.norm</c>: the normalization of layers: none, batch, layer, rms; null (auto): the model's own (layer in residual blocks, else none).</summary>
    public string? Norm { get; init; }

    /// <summary><c>model.preNorm</c>: in residual blocks, y = x + nn(norm(x)) instead of y = norm(x + nn(x)); null (auto): in transformers.</summary>
    public bool? PreNorm { get; init; }

    /// <summary><c>model.init</c>: how first weights are drawn; null (auto): by the fan in, and in transformers as GPT-2 does.</summary>
    public string? Initializer { get; init; } = "fan-in";

    /// <summary><c>model.embedding</c>: numbers in the vector of a token; null (auto): the model's own.</summary>
    public int? Embedding { get; init; }

    /// <summary><c>model.bias</c>: whether linear layers of transformers have a bias.</summary>
    public bool Bias { get; init; } = true;

    /// <summary><c>model.positions</c>: how a transformer knows the place of a token: learned, rotary, none.</summary>
    public string Positions { get; init; } = "learned";

    /// <summary><c>model.tied</c>: whether the output layer of a language model is its table of embeddings; null (auto): in transformers.</summary>
    public bool? Tied { get; init; }

    /// <summary><c>model.kvHeads</c>: heads of keys and values in attention; null: as many as heads.</summary>
    public int? KeyValueHeads { get; init; }

    /// <summary><c>model.recompute</c>: of so many blocks in a row only the input of the first is kept, and backward runs them again; null: everything is kept.</summary>
    public int? RecomputeEvery { get; init; }

    /// <summary><c>model.smoothing</c>: what a model that counts adds to each count; null (auto): a little of the counts of shorter contexts.</summary>
    public double? CountSmoothing { get; init; }

    /// <summary><c>model.from</c>: the folder of a GPT-2 whose weights training begins with; null: fresh ones.</summary>
    public string? From { get; init; }

    /// <summary><c>loss.name</c>: what is made small; auto: cross-entropy for classes, mse for numbers, perceptron for a perceptron.</summary>
    public string Loss { get; init; } = "auto";

    /// <summary><c>loss.smoothing</c>: the share of a label's weight that is spread over all classes.</summary>
    public double Smoothing { get; init; }

    /// <summary><c>optimizer.name</c>: the rule of the update.</summary>
    public string Optimizer { get; init; } = "adamw";

    /// <summary><c>optimizer.learningRate</c>: the rate that the schedule scales.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary><c>optimizer.weightDecay</c>: the strength of the pull of weights (not biases, not norms) to zero.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary><c>optimizer.decay</c>: true: next to the rule, as in AdamW (decoupled); false: as part of the gradient (coupled).</summary>
    public bool DecayIsDecoupled { get; init; } = true;

    /// <summary><c>optimizer.decayFollowsSchedule</c>: whether the decay falls with the learning rate, as the lecture asks.</summary>
    public bool DecayFollowsSchedule { get; init; } = true;

    /// <summary><c>optimizer.momentum</c>: the share of the last update that is kept, in momentum and nesterov.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary><c>optimizer.smoothing</c>: smoothing of the squared gradient in RMSprop.</summary>
    public double RmsSmoothing { get; init; } = 0.99;

    /// <summary><c>optimizer.beta1</c>: smoothing of the gradient in Adam.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary><c>optimizer.beta2</c>: smoothing of the squared gradient in Adam.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary><c>optimizer.epsilon</c>: what keeps divisors from zero.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary><c>schedule.name</c>: see <see cref="Schedules.Schedule.Parse"/>.</summary>
    public string Schedule { get; init; } = "cosine";

    /// <summary><c>schedule.warmup</c>: updates over which the rate rises to its full height.</summary>
    public Amount Warmup { get; init; } = Amount.Share(0.05);

    /// <summary><c>clip.norm</c>: the largest norm of all gradients together; null for none.</summary>
    public double? ClipNorm { get; init; } = 1;

    /// <summary><c>clip.value</c>: the largest size of one number of the gradient; null for none.</summary>
    public double? ClipValue { get; init; }

    /// <summary><c>training.batch</c>: examples in one forward pass.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>
    /// <c>training.epochs</c>: passes over the data, unless <see cref="Steps"/> is given; null: 8, and more of a small set, which would hardly be learnt in
    /// so few updates.
    /// </summary>
    public double? Epochs { get; init; }

    /// <summary><c>training.steps</c>: updates; null: by <see cref="Epochs"/>.</summary>
    public long? Steps { get; init; }

    /// <summary><c>training.accumulate</c>: batches whose gradients make one update.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary><c>training.average</c>: decay of the moving average of weights that is evaluated and kept; null for none.</summary>
    public double? Average { get; init; }

    /// <summary><c>training.evaluateEvery</c>: how often the held-out part is evaluated; always at the end.</summary>
    public Interval EvaluateEvery { get; init; } = Interval.Auto;

    /// <summary><c>training.checkpointEvery</c>: how often all that resuming needs is written; always at the end.</summary>
    public Interval CheckpointEvery { get; init; } = Interval.Auto;

    /// <summary><c>training.keepCheckpoints</c>: how many of the last checkpoints stay.</summary>
    public int KeepCheckpoints { get; init; } = 2;

    /// <summary><c>training.patience</c>: evaluations without improvement after which training stops early; null: never.</summary>
    public int? Patience { get; init; }

    /// <summary><c>training.keep</c>: which weights are saved as the model: those of the best evaluation (best) or the last.</summary>
    public bool KeepsBest { get; init; }
}
