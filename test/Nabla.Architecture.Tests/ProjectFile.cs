using System.Xml.Linq;

namespace Nabla.Architecture.Tests;

/// <summary>One project: what it is named, and what it refers to.</summary>
sealed class ProjectFile(string path, string text)
{
    readonly XElement root = XElement.Parse(text);

    public string Path => path;

    public string Name => System.IO.Path.GetFileNameWithoutExtension(path);

    /// <summary>Its folder, without src.</summary>
    public string Folder => Folders.Of(path);

    public string RootNamespace => root.Descendants("RootNamespace").Select(each => each.Value).FirstOrDefault(Name);

    /// <summary>Projects that the compiler sees; analyzers that only run in the compiler are left out.</summary>
    public IEnumerable<string> References => root.Descendants("ProjectReference")
        .Where(each => (string?)each.Attribute("ReferenceOutputAssembly") != "false")
        .Select(each => System.IO.Path.GetFileNameWithoutExtension(((string?)each.Attribute("Include") ?? "").Replace('\\', '/')));

    public IEnumerable<string> Packages => root.Descendants("PackageReference").Select(each => (string?)each.Attribute("Include") ?? "");

    /// <summary>Namespaces that the project opens in every file without a line there.</summary>
    public IEnumerable<string> Usings => root.Descendants("Using").Select(each => (string?)each.Attribute("Include") ?? "");
}
