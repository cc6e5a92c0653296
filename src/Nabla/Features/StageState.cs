namespace Nabla.Features;

/// <summary>The saved arrays of one stage, checked as they are read.</summary>
sealed class StageState(string kind, StageArray[] arrays)
{
    /// <summary>The kinds of stages that can be loaded.</summary>
    public static readonly string[] Kinds = [ShiftScale.Name, Whitening.Name, PolynomialFeatures.Name, RbfFeatures.Name];

    /// <summary>The stage again.</summary>
    /// <exception cref="DataException">An array is missing, is not finite or has the wrong shape.</exception>
    public Stage ToStage() => kind switch
    {
        ShiftScale.Name => Shift(),
        Whitening.Name => Whiten(),
        PolynomialFeatures.Name => Polynomial(),
        _ => Radial(),
    };

    ShiftScale Shift()
    {
        float[] offset = Array("offset", 1).Values, gain = Array("gain", 1).Values;
        if (offset.Length != gain.Length || gain.Contains(0)) throw Damaged("has gains of 0, or not as many as offsets");
        return new(offset, gain);
    }

    Whitening Whiten()
    {
        StageArray mean = Array("mean", 1), forward = Array("forward", 2), back = Array("back", 2);
        if (forward.Shape[1] != mean.Values.Length || back.Shape[0] != mean.Values.Length || back.Shape[1] != forward.Shape[0])
            throw Damaged($"has maps {forward.Shape} and {back.Shape} for {mean.Values.Length} features");
        return new(mean.Values, forward.Values, back.Values);
    }

    PolynomialFeatures Polynomial()
    {
        float[] sizes = Array("sizes", 1).Values;
        if (sizes.Length != 2 || sizes.Any(size => size is < 1 or > PolynomialFeatures.MostFeatures || size != MathF.Floor(size))) throw Damaged("has sizes that are no counts");
        return new((int)sizes[0], (int)sizes[1]);
    }

    RbfFeatures Radial()
    {
        StageArray centers = Array("centers", 2), lambda = Array("lambda", 1);
        if (lambda.Values is not [> 0]) throw Damaged("has no positive λ");
        return new(centers.Values, centers.Shape[1], lambda.Values[0]);
    }

    StageArray Array(string name, int rank)
    {
        var found = arrays.Where(array => array.Name == name).ToArray();
        if (found.Length != 1) throw Damaged($"has '{name}' {found.Length} times, once is right");
        if (found[0].Shape.Rank != rank || found[0].Shape.Count != found[0].Values.Length || found[0].Values.Length == 0) throw Damaged($"has '{name}' of shape {found[0].Shape} with {found[0].Values.Length} numbers");
        if (!found[0].Values.All(float.IsFinite)) throw Damaged($"has numbers in '{name}' that are not finite");
        return found[0];
    }

    DataException Damaged(string what) => new($"Saved stage '{kind}' {what}: the file is damaged.");
}
