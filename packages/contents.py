"""Looks into the packages of a folder: contents.py FOLDER PATH…, where the paths are those of this machine that no package may name."""
import pathlib, re, sys, zipfile

folder, paths = pathlib.Path(sys.argv[1]), [path.encode() for path in sys.argv[2:] if len(path) > 1]
faults = []

packages = {re.sub(r"\.\d+\.\d+\.\d+.*", "", file.name): file for file in folder.glob("*.nupkg")}
for name, file in packages.items():
    package, symbols = zipfile.ZipFile(file), file.with_suffix(".snupkg")
    names = package.namelist()
    spec = package.read(f"{name}.nuspec").decode()
    wanted = {
        "a readme": "README.md" in names and "<readme>" in spec,
        "a licence": '<license type="expression">MIT</license>' in spec,
        "a description": "<description>Package Description" not in spec,
        "documentation": any(each.endswith(f"/{name}.xml") for each in names) or name == "Nabla.Cli",
        "symbols": symbols.exists(),
        "its generator": name != "Nabla" or "analyzers/dotnet/cs/Nabla.Generators.dll" in names,
        "its usings": name not in ("Nabla", "Nabla.Experiments") or f"buildTransitive/{name}.props" in names,
        "no exclusion of generators": not re.search(r'id="Nabla[^>]*exclude=', spec),
    }
    faults += [f"{name}: lacks {what}" for what, holds in wanted.items() if not holds]
    for archive in [package] + ([zipfile.ZipFile(symbols)] if symbols.exists() else []):
        for each in archive.namelist():
            faults += [f"{name}: {each} names {path.decode()}" for path in paths if path in archive.read(each)]

print(*sorted(packages), sep="\n")
missing = {project.stem for project in pathlib.Path("src").glob("*/*.csproj")} - {"Nabla.Generators"} - packages.keys()
print(*faults, *(f"{name}: there is none" for name in missing), sep="\n")
sys.exit(bool(faults or missing))
