using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Nabla.Experiments;

/// <summary>Reads a recipe from YAML: sections of fields, where <c>model: mlp:256</c> is short for <c>model: { name: mlp:256 }</c>. Works on the
/// parser's events, so that no file, however deep or long, costs more than it may.</summary>
public sealed class RecipeFile
{
    const int MostLetters = 1 << 20;
    static readonly string[] origins = ["nabla", "runtime", "vectors"];

    readonly string path;
    readonly IParser parser;
    readonly Dictionary<string, long> lines = [];
    Recipe recipe;
    string? writer;

    RecipeFile(string path, TextReader text, Recipe start) => (this.path, parser, recipe) = (path, new Parser(text), start);

    /// <summary>The recipe of a file; fields that it does not give have the values of <paramref name="start"/>.</summary>
    /// <exception cref="RecipeException">The file cannot be read, is no YAML, or holds unknown or repeated keys or values that do not fit.</exception>
    /// <param name="path">The file.</param>
    /// <param name="start">What holds where the file is silent.</param>
    /// <param name="whole">Whether the file is that of a run, which is written in full: a field that is missing was lost, and no default may stand in for it.</param>
    public static Recipe Read(string path, Recipe start, bool whole = false)
    {
        try
        {
            if (Directory.Exists(path)) throw new RecipeException($"'{path}' is a folder: a recipe is a YAML file, such as {Path.Combine(path, "recipe.yaml")}.");
            // A pipe of the shell's (/dev/stdin, /dev/fd/63) has its writer; a pipe with a name may never get one.
            bool isHandedOver = !whole && path.StartsWith("/dev/", StringComparison.Ordinal);
            if (!isHandedOver && PlainFile.Length(path) == 0) throw new RecipeException($"{path}: {PlainFile.Nothing}.");
            return Parse(ReadText(path), path, start, whole);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RecipeException($"There is no recipe '{path}': give the path of a YAML file, or options alone.", error);
        }
    }

    // A device or a pipe has no length to ask for: reading itself ends at the limit.
    static string ReadText(string path)
    {
        using var reader = new StreamReader(path);
        var text = new char[MostLetters + 1];
        int read = reader.ReadBlock(text);
        return read <= MostLetters ? new string(text, 0, read) : throw new RecipeException($"Recipe '{path}' has more than {MostLetters} letters: is it a recipe?");
    }

    /// <summary>Writes a recipe with every default; a crash leaves the old file or the new.</summary>
    /// <exception cref="FileException">The disk is full, or there is no permission.</exception>
    public static void Write(string path, Recipe recipe) => AtomicFile.WriteText(path, RecipeText.Write(recipe));

    /// <summary>The recipe of a text; see <see cref="Read"/>.</summary>
    public static Recipe Parse(string text, string path, Recipe start, bool whole = false)
    {
        var file = new RecipeFile(path, new StringReader(text), start);
        try
        {
            file.ReadDocument();
            if (whole) file.CheckWhole();
            return file.lines.Count > 0 ? file.recipe : throw new RecipeException($"{path}: holds no field: a recipe says one thing at least, such as 'model: mlp:64'.");
        }
        catch (YamlException error)
        {
            throw new RecipeException($"{path}:{error.Start.Line}: this is no YAML: {error.Message.ReplaceLineEndings(" ")}", error);
        }
        catch (InvalidOperationException error) // the parser's own word for what is left over
        {
            throw new RecipeException($"{path}:{file.parser.Current?.End.Line ?? 1}: this is no YAML: something follows its end: is a bracket or a quote missing?", error);
        }
    }

    void ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _)) return;
        parser.Consume<DocumentStart>();
        if (parser.TryConsume<Scalar>(out var alone) && !IsNothing(alone)) throw Refuse(alone, $"expected fields such as 'seed: 1', got the text '{Excerpt.Of(alone.Value)}'.");
        else if (alone is null) ReadFields("");
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second)) throw Refuse(second, "a recipe is one document; here a second begins.");
    }

    // An older version had fewer fields; a number that is no whole version was cut off too.
    void CheckWhole()
    {
        var version = System.Version.TryParse(writer, out var other) && other.Build >= 0 ? other : RecipeText.Version;
        string[] missing = [.. RecipeFields.All.Where(field => field.Since <= version && !lines.ContainsKey(field.Path)).Select(field => field.Path)];
        if (missing.Length > 0)
            throw new RecipeException($"{path}: lacks {string.Join(", ", missing.Take(3))}{(missing.Length > 3 ? $" and {missing.Length - 3} more fields" : "")}, which a run writes in full: the file was cut off or changed; put the fields back, or train anew.");
    }

    void ReadFields(string section)
    {
        if (!parser.TryConsume<MappingStart>(out _)) throw Refuse(parser.Current!, $"expected fields such as 'seed: 1', got {Kind(parser.Current!)}.");
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key)) throw Refuse(parser.Current!, $"a key is a word, got {Kind(parser.Current!)}.");
            ReadField(section, key);
        }
    }

    void ReadField(string section, Scalar key)
    {
        string name = section.Length == 0 ? key.Value : $"{section}.{key.Value}";
        if (parser.Accept<MappingStart>(out _) && section.Length == 0) EnterSection(key);
        else if (!parser.TryConsume<Scalar>(out var value)) throw Refuse(parser.Current!, $"'{name}' expects one value, got {Kind(parser.Current!)}.");
        else if (section.Length == 0 && IsOrigin(key)) CheckOrigin(key, value);
        else if (section.Length == 0 && IsNothing(value) && SectionOf(key) is { } empty) Once(empty, key);
        else SetField(section.Length == 0 && SectionOf(key) is { } shorthand ? $"{shorthand}.name" : name, key, IsNothing(value) ? "none" : value.Value);
    }

    void EnterSection(Scalar key)
    {
        string[] known = [.. RecipeFields.Sections.Where(section => section.Length > 0)];
        string section = SectionOf(key) ?? throw Refuse(key, NearestWord.Sentence("section", key.Value, known));
        Once(section, key);
        ReadFields(section);
    }

    void SetField(string name, Scalar key, string value)
    {
        try
        {
            var field = RecipeFields.Find(name);
            Once(field.Path, key);
            recipe = field.Set(recipe, value);
        }
        catch (RecipeException error) when (!error.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw Refuse(key, error.Message);
        }
    }

    void Once(string name, Scalar key)
    {
        if (!lines.TryAdd(name, key.Start.Line)) throw Refuse(key, $"'{name}' is given twice, first in line {lines[name]}: keep one.");
    }

    /// <summary>What a file says of its writer binds only by the version: fields of another major version may mean something else.</summary>
    void CheckOrigin(Scalar key, Scalar value)
    {
        Once(key.Value, key);
        if (!key.Value.Equals("nabla", StringComparison.OrdinalIgnoreCase)) return;
        writer = value.Value.Trim();
        string major = writer.Split('.')[0];
        if (major != RecipeText.Version.Major.ToString(System.Globalization.CultureInfo.InvariantCulture))
            throw Refuse(key, $"written by Nabla {Excerpt.Of(value.Value)}, but this is {RecipeText.Version.ToString(3)}, where fields may mean something else: check them, then take out this line.");
    }

    RecipeException Refuse(ParsingEvent where, string what) => new($"{path}:{where.Start.Line}: {what}");

    static bool IsOrigin(Scalar key) => origins.Contains(key.Value.ToLowerInvariant());

    static string? SectionOf(Scalar key) =>
        RecipeFields.Sections.FirstOrDefault(section => section.Length > 0 && section.Equals(key.Value.Trim(), StringComparison.OrdinalIgnoreCase));

    static bool IsNothing(Scalar value) => value.Style == ScalarStyle.Plain && value.Value is "" or "~" or "null";

    static string Kind(ParsingEvent what) => what switch
    {
        SequenceStart => "a list",
        MappingStart => "a map of fields",
        AnchorAlias => "a reference to an anchor",
        _ => "nothing",
    };
}
