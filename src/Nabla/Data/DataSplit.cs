namespace Nabla.Data;

/// <summary>The parts of a data set: what is learnt from, what is judged on, and what choices are made on.</summary>
/// <param name="Train">The examples to learn from; may be endless.</param>
/// <param name="Test">The examples to judge on, never seen in training.</param>
/// <param name="Validation">The examples to choose by (stopping, settings), if any are set aside.</param>
public sealed record DataSplit(Dataset Train, Dataset Test, Dataset? Validation = null)
{
    /// <summary>Sixteen digits that differ where the data differs.</summary>
    public string Fingerprint => Data.Fingerprint.Of(this);

    /// <summary>The same parts after a check that their fields agree.</summary>
    /// <exception cref="DataException">Inputs or targets differ between the parts.</exception>
    public DataSplit Checked()
    {
        foreach (var part in new[] { Test, Validation })
            if (part is not null && !part.IsLike(Train))
                throw new DataException($"'{part.Name}' has {part.Form}, but '{Train.Name}' has {Train.Form}{part.TargetFields[0].Unlike(Train.TargetFields[0])}: the parts of a split must be alike.");
        return this;
    }
}
