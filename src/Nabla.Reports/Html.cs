using System.Net;

namespace Nabla.Reports;

/// <summary>Writes HTML; every text is escaped, only <see cref="Raw"/> is taken as it is.</summary>
sealed class Html
{
    readonly StringBuilder page = new();

    public Html Raw(string markup)
    {
        page.Append(markup).Append('\n');
        return this;
    }

    public Html Element(string tag, string text, string attributes = "") =>
        Raw($"<{tag}{(attributes.Length > 0 ? " " + attributes : "")}>{Escape(text)}</{tag.Split(' ')[0]}>");

    /// <summary>A table of names and values; rows without a value are left out.</summary>
    public Html Facts(IEnumerable<(string Name, string Value)> facts)
    {
        Raw("<table class=\"facts\">");
        foreach (var (name, value) in facts.Where(f => f.Value.Length > 0))
            Raw($"<tr><th scope=\"row\">{Escape(name)}</th><td>{Escape(value)}</td></tr>");
        return Raw("</table>");
    }

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public override string ToString() => page.ToString();
}
