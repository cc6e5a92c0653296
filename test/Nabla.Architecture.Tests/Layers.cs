namespace Nabla.Architecture.Tests;

/// <summary>Which folder may name which: the arrows of the design, inside the two assemblies where the compiler does not forbid.</summary>
static class Layers
{
    /// <summary>The folders of Nabla.Core, the lowest first: each may name itself and those before it.</summary>
    public static readonly string[] Core = ["Devices", "Memory", "Tensors", "Gradients", "Operations"];

    /// <summary>The folders of Nabla, each with those that it may name besides itself; for Core and Words see <see cref="MayName"/>.</summary>
    public static readonly Dictionary<string, string[]> Learning = new()
    {
        ["Words"] = [],
        ["Schedules"] = [],
        ["Initializers"] = [],
        ["Parameters"] = ["Initializers"],
        ["Modules"] = ["Parameters", "Initializers"],
        ["Models"] = ["Modules", "Parameters", "Initializers", "Features"],
        ["Losses"] = [],
        ["LinearModels"] = ["Losses"],
        ["Metrics"] = [],
        ["Optimizers"] = ["Parameters"],
        ["Checkpoints"] = ["Parameters", "Runs"],
        ["Data"] = ["Runs"], // whether a path leads to a plain file
        ["Text"] = ["Data", "Runs"],
        ["Generation"] = ["Modules", "Text"],
        ["Pretrained"] = ["Modules", "Parameters", "Initializers", "Checkpoints", "Data", "Text", "Runs"],
        ["Vision"] = ["Data"],
        ["Features"] = ["Data", "Parameters", "Initializers", "Modules"],
        ["Recipes"] = ["Schedules", "Initializers", "Losses", "Models", "Features"],
        ["Training"] = ["Recipes", "Schedules", "Initializers", "Parameters", "Modules", "Models", "Losses", "Metrics", "Optimizers", "Checkpoints", "Data", "Text", "Generation", "Pretrained", "Vision", "Features", "Runs"],
    };

    /// <summary>Whether a file of the layer may name the target layer; a layer that the tables do not know may name nothing.</summary>
    public static bool MayName(string layer, string target)
    {
        if (layer == target) return true;
        if (Array.IndexOf(Core, layer) is var from and >= 0) return Array.IndexOf(Core, target) is var to and >= 0 && to < from;
        if (!Learning.TryGetValue(layer, out var allowed)) return false;
        if (target == "Words") return true; // the nearest right word, for error messages
        if (!Core.Contains(target)) return allowed.Contains(target);
        return layer switch
        {
            "Schedules" or "Words" => false,
            "Data" or "Text" or "Vision" => target is not "Gradients",
            _ => true,
        };
    }

    /// <summary>Whether the tables know the layer.</summary>
    public static bool IsKnown(string layer) => Core.Contains(layer) || Learning.ContainsKey(layer);
}
