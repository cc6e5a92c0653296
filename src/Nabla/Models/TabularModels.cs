namespace Nabla.Models;

/// <summary>The residual network for rows of tables (Gorishniy et al. 2021, "Revisiting Deep Learning Models for Tabular Data", section 3.2,
/// arXiv:2106.11959): x + drop(linear(drop(relu(linear(norm(x)))))) in each block, and norm and relu before the last layer.</summary>
static class TabularModels
{
    static readonly Setting<int> width = ModelChoice.Size("width", "units between blocks"), blocks = ModelChoice.Size("blocks", "residual blocks", 10_000);

    static readonly Setting<double> factor = new("model.factor", "units inside a block, as a multiple of the width",
        Notations.Number("a number above 0, at most 64", value => value is > 0 and <= 64), 2) { Since = new(0, 2) };

    internal static readonly ModelChoice ByBlocks = new("tabular-resnet", "residual blocks with batch normalisation, for rows of tables",
        TaskKind.Numbers, Create, width, blocks) { Fields = [factor, ModelChoice.Recompute], Separator = 'x', Example = "128x2" };

    static Sequential Create(ModelRequest request)
    {
        int units = request.Written.Get(width), inside = Math.Max(1, (int)(units * request.Written.Get(factor)));
        List<Module> layers = [new Flatten(), request.Layer(checked((int)request.Task.Input.Count), units)];
        for (int i = 0; i < request.Written.Get(blocks); i++)
        {
            Module[] block = [request.Layer(units, inside), request.Activation("relu"), .. request.Dropout(), request.Layer(inside, units), .. request.Dropout()];
            layers.Add(new Residual(new Sequential(block), request.Norm("batch", units), preNorm: true));
        }
        if (request.Norm("batch", units) is { } norm) layers.Add(norm);
        return new([.. layers, request.Activation("relu"), request.Layer(units, request.Task.Outputs)]) { RecomputeEvery = request.Written.Get(ModelChoice.Recompute) ?? 0 };
    }
}
