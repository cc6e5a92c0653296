using Nabla.Files;

namespace Nabla.Reports;

/// <summary>Draws a run: figures/*.svg and one self-contained report.html without scripts. Works on a run under way too.</summary>
public static class RunReport
{
    const int MostMeasures = 50;

    /// <summary>Writes figures and page into the run folder.</summary>
    /// <returns>The path of the page.</returns>
    /// <exception cref="FileException">A file cannot be read or written.</exception>
    public static string Write(RunFolder folder)
    {
        var history = RunHistory.Read(folder);
        var figures = Draw(history);
        try { Directory.CreateDirectory(folder.Figures); }
        catch (Exception error) when (FileException.IsFileError(error)) { throw FileException.From(error, "make", folder.Figures); }
        foreach (var (name, picture) in figures) AtomicFile.WriteText(Path.Combine(folder.Figures, name + ".svg"), picture.ToSvg());
        AtomicFile.WriteText(folder.Report, ReportPage.Write(history, figures));
        return folder.Report;
    }

    /// <summary>The figures that the run has something for, by file name.</summary>
    static List<(string Name, Picture Picture)> Draw(RunHistory history)
    {
        List<(string Name, Picture? Picture)> figures =
        [
            ("loss", CurveFigures.Loss(history)),
            ("learning-rate", CurveFigures.Rate(history)),
            ("gradient-norm", CurveFigures.GradientNorm(history)),
            ("throughput", CurveFigures.Throughput(history)),
            ("confusion", ConfusionFigure.Draw(history)),
        ];
        var measures = history.Measures.Where(IsFileName).DistinctBy(FileName, StringComparer.OrdinalIgnoreCase)
            .ExceptBy(figures.Select(f => f.Name), FileName, StringComparer.OrdinalIgnoreCase).Take(MostMeasures);
        figures.InsertRange(1, measures.Select(name => (FileName(name), (Picture?)CurveFigures.Measure(history, name))).ToList());
        return [.. figures.Where(f => f.Picture is not null).Select(f => (f.Name, f.Picture!))];
    }

    // Names of measures come from the events, which anyone may have written: none leads to another place than its own file.
    static bool IsFileName(string name) => RunName.IsSafe(name) && !name.Contains('.');

    static string FileName(string measure) => measure.Replace('_', '-');
}
