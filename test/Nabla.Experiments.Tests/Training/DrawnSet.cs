using Nabla.Data;

namespace Nabla.Experiments.Tests;

/// <summary>Tables of whole numbers that bench/peers/sklearn_folds.py draws alike: two clouds for each class; every third feature is ten, every third a hundred times as large.</summary>
sealed class DrawnSet
{
    ulong state;

    DrawnSet(int seed) => state = (ulong)seed;

    public static ArrayDataset Draw(string name, int rows, int features, int classes, int spread)
    {
        var random = new DrawnSet(rows);
        int[] centers = [.. Enumerable.Range(0, 2 * classes * features).Select(_ => random.Below(spread))];
        var inputs = new float[rows * features];
        var labels = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            int cloud = random.Below(2 * classes);
            labels[i] = cloud % classes;
            for (int j = 0; j < features; j++)
            {
                int noise = random.Below(16) + random.Below(16) + random.Below(16) + random.Below(16);
                inputs[i * features + j] = (centers[cloud * features + j] + noise) * (j % 3 == 0 ? 1 : j % 3 == 1 ? 10 : 100);
            }
        }
        return new(name, Column.Of(inputs, [features]), Column.Of(labels, Field.Numbered(classes)));
    }

    // SplitMix64 (Steele, Lea and Flood 2014).
    int Below(int limit)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)limit);
    }
}
