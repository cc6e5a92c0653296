namespace Nabla.Reports;

/// <summary>The report as one page: what was trained, how it went, and the recipe.</summary>
static class ReportPage
{
    public static string Write(RunHistory history, IReadOnlyList<(string Name, Picture Picture)> figures)
    {
        var html = new Html();
        html.Raw("<!DOCTYPE html>").Raw("<html lang=\"en\">").Raw("<head>").Raw("<meta charset=\"utf-8\">");
        html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.Raw("<meta name=\"color-scheme\" content=\"light dark\">");
        html.Element("title", $"{history.Folder.Name} – Nabla").Raw($"<style>{ReportStyle.Sheet}</style>").Raw("</head>").Raw("<body>");
        Headline(html, history);
        html.Raw("<section class=\"figures\">");
        foreach (var (_, picture) in figures) html.Raw("<figure>").Raw(picture.ToSvg()).Raw("</figure>");
        html.Raw("</section>");
        Details(html, history);
        return html.Raw("</body>").Raw("</html>").ToString();
    }

    static void Headline(Html html, RunHistory history)
    {
        var (model, data) = history.Trained;
        string status = history.Summary?.Status ?? RunStatus.Running;
        html.Raw("<header>").Element("h1", history.Folder.Name);
        html.Raw($"<p class=\"lead\">{Html.Escape(Sentence(history, model, data))} <span class=\"status {(status is RunStatus.Failed ? "bad" : "")}\">{Html.Escape(status)}</span></p>");
        html.Raw("<dl class=\"tiles\">");
        foreach (var (name, value) in Tiles(history).Where(t => t.Value != "–"))
            html.Raw($"<div><dt>{Html.Escape(name)}</dt><dd>{Html.Escape(value)}</dd></div>");
        html.Raw("</dl>").Raw("</header>");
    }

    static string Sentence(RunHistory history, string model, string data)
    {
        if (history.Steps.Count == 0 && history.Evaluations.Count == 0 && history.Summary is null) return "Nothing has been recorded yet.";
        string what = model.Length > 0 ? model : "A model", on = data.Length > 0 ? $" on {data}" : "";
        string result = history.Summary switch
        {
            { TestLoss: { } loss } => $": test loss {Quantity.Loss(loss)}{string.Concat(TestMeasures(history).Take(1).Select(each => $", {each.Name} {each.Value}"))}",
            { TrainLoss: { } loss } => $": training loss {Quantity.Loss(loss)}",
            _ => "",
        };
        string how = (history.Summary?.Status ?? RunStatus.Running) == RunStatus.Running ? "in training" : "trained";
        return $"{what} {how}{on}{result}.";
    }

    // What else was measured on the test part.
    static IEnumerable<(string Name, string Value)> TestMeasures(RunHistory history) =>
        from field in history.Summary?.Extra ?? []
        where field.Key.StartsWith(RunSummary.Test, StringComparison.Ordinal)
        let name = field.Key[RunSummary.Test.Length..]
        select (name.Replace('_', ' '), history.Said(name, field.Value.Number));

    static IEnumerable<(string Name, string Value)> Tiles(RunHistory history)
    {
        var summary = history.Summary;
        foreach (var (name, value) in TestMeasures(history).Take(1)) yield return ($"test {name}", value);
        yield return ("test loss", Quantity.Loss(summary?.TestLoss));
        yield return ("training loss", Quantity.Loss(summary?.TrainLoss));
        yield return ("steps", Quantity.Count(summary?.Steps ?? history.Steps.Last?.Step));
        yield return ("time", Quantity.Duration(summary?.Seconds ?? history.Steps.Last?.Seconds));
        yield return ("examples/s", Quantity.Count(summary?.SamplesPerSecond));
        yield return ("parameters", Quantity.Count(summary?.Parameters));
        yield return ("peak memory", Quantity.Bytes(summary?.PeakMemoryBytes));
    }

    static void Details(Html html, RunHistory history)
    {
        var more = Extra(history).ToList();
        if (more.Count > 0) html.Raw("<section>").Element("h2", "Summary").Facts(more).Raw("</section>");
        if (history.Recipe.Length > 0)
            html.Raw("<section>").Element("h2", "Recipe").Raw($"<pre>{Html.Escape(history.Recipe.TrimEnd())}</pre>").Raw("</section>");
        if (history.Notes.Count > 0)
            html.Raw("<section>").Element("h2", "Notes")
                .Facts(history.Notes.TakeLast(50).Select(note => ($"step {Quantity.Count(note.Step)}", note.Text(RunField.Text) ?? ""))).Raw("</section>");
        string damaged = history.Damaged > 0 ? $" {Quantity.Count(history.Damaged)} damaged lines of events.jsonl were skipped." : "";
        html.Element("footer", $"Drawn by Nabla from the files in {history.Folder.Name}; the figures lie in figures/ too.{damaged}");
    }

    /// <summary>What the summary says beyond the tiles.</summary>
    static IEnumerable<(string Name, string Value)> Extra(RunHistory history) =>
        TestMeasures(history).Select(each => ($"test {each.Name}", each.Value)).Concat(
            from field in history.Summary?.Extra ?? []
            where !field.Key.StartsWith(RunSummary.Test, StringComparison.Ordinal)
            select (field.Key.Replace('_', ' '), field.Value.Text ?? (field.Value.Number is { } number ? Quantity.Loss(number) : "")));
}
