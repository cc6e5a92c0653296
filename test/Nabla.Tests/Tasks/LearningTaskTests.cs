using Nabla.Data;
using Nabla.Losses;
using Nabla.Models;
using Nabla.Modules;
using Nabla.Tasks;
using Nabla.Tensors;

namespace Nabla.Tests.Tasks;

public class LearningTaskTests
{
    static readonly TokenField text = Field.Tokens(Vocabulary.Numbered(7), 5, 0), answer = Field.Tokens(text.Vocabulary, 3, 0);

    static readonly Dictionary<string, (Field[] Inputs, Field[] Targets)> forms = new()
    {
        ["classification"] = ([Field.Reals([1, 4, 4])], [Field.Numbered(3)]),
        ["classification of text"] = ([text], [Field.Numbered(3)]),
        ["regression"] = ([Field.Reals([4])], [Field.Reals([2])]),
        ["regression of text"] = ([text], [Field.Reals([2])]),
        ["next-token"] = ([text], [text]),
        ["translation"] = ([text, answer], [answer]),
    };

    static LearningTask Of(string form, LossChoice? loss = null) => LearningTask.For(forms[form].Inputs, forms[form].Targets, loss);

    [Theory]
    [InlineData("classification", 3, 3, TaskKind.Numbers, 500)]
    [InlineData("classification of text", 3, 3, TaskKind.Sequence, 500)]
    [InlineData("regression", 2, 0, TaskKind.Numbers, 500)]
    [InlineData("regression of text", 2, 0, TaskKind.Sequence, 500)]
    [InlineData("next-token", 7, 35, TaskKind.Language, 500)]
    [InlineData("translation", 7, 21, TaskKind.Translation, 409)]
    public void Data_says_what_is_to_be_learnt(string form, int outputs, long logits, TaskKind kind, int evaluated)
    {
        LearningTask task = Of(form);
        Assert.Equal(form.Split(' ')[0], task.Name);
        Assert.Equal((outputs, logits, kind, evaluated), (task.Outputs, task.LogitsPerExample, task.ModelTask.Kind, task.EvaluationBatch));
        Assert.IsType(form.StartsWith("regression", StringComparison.Ordinal) ? typeof(MeanSquaredError) : typeof(CrossEntropyLoss), task.Loss);
    }

    [Theory]
    [InlineData("classification", "mse", "needs numbers, the data has 3 classes: use cross-entropy")]
    [InlineData("classification", "hinge", "needs two classes, the data has 3 classes")]
    [InlineData("regression", "cross-entropy", "needs classes, the data has reals [2]: use mse")]
    [InlineData("next-token", "mae", "needs numbers, the data has tokens [5] of 7")]
    public void A_loss_that_does_not_fit_is_refused(string form, string loss, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => Of(form, LossChoice.Named(loss))).Message);

    [Fact]
    public void One_class_is_nothing_to_tell_apart() =>
        Assert.Contains("has only the class 'cat'", Assert.Throws<DataException>(() => LearningTask.For([Field.Reals([2])], [Field.Classes(["cat"])])).Message);

    [Fact]
    public void A_loss_that_judges_by_the_sign_has_one_output()
    {
        LearningTask task = LearningTask.For([Field.Reals([2])], [Field.Numbered(2)], LossChoice.Named("logistic"));
        Assert.Equal(1, task.Outputs);
        Assert.Contains("expects 1 outputs", Assert.Throws<ArgumentException>(() => task.Check(new Linear(2, 2, Rng.FromSeed(0)), Tensor.Zeros([3, 2]))).Message);
    }

    [Theory]
    [InlineData("cross-entropy")]
    [InlineData("huber")]
    public void A_loss_that_was_given_as_an_object_has_its_name(string name) => Assert.Equal(name, LossChoice.Of(Loss.Parse(name)).Words);

    [Fact]
    public void A_loss_of_ones_own_has_none() => Assert.Null(LossChoice.Of(new HuberLoss(0.25)).Words);

    [Fact]
    public void What_nobody_learns_is_said() =>
        Assert.Contains("make a LearningTask of your own", Assert.Throws<FormatException>(() => LearningTask.For([Field.Reals([2])], [text])).Message);
}
