#!/usr/bin/env bash
# Packs all packages and uses them as a stranger does: packages/check.sh [--aot] [FOLDER] prints a line "ok …" or "FAIL …" for each check.
# FOLDER keeps the results of the tests from outside; --aot publishes the program of packages/README.md ahead of time as well.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

aot=; [ "${1:-}" = --aot ] && { aot=1; shift; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
results=${1:-$scratch/tests} feed=$scratch/feed version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)-check.$(date +%s)
failed=0

check() { # NAME COMMAND…: what it printed is shown where it fails
    local name=$1 from=$SECONDS; shift
    if ("$@") >"$scratch/log" 2>&1; then echo "ok   $name ($((SECONDS - from)) s)"; else echo "FAIL $name"; tail -n 30 "$scratch/log"; failed=1; fi
}

# A folder of its own for what is restored here; what the machine has already serves too.
cached=${NUGET_PACKAGES:-$HOME/.nuget/packages}; mkdir -p "$cached"
cat >"$scratch/nuget.config" <<XML
<configuration>
  <config><add key="globalPackagesFolder" value="$scratch/packages" /></config>
  <fallbackPackageFolders><add key="cached" value="$cached" /></fallbackPackageFolders>
  <packageSources><add key="packed" value="$feed" /></packageSources>
</configuration>
XML
unset NUGET_PACKAGES

program() { # FOLDER PACKAGE…: a console program that refers to packages, without a source
    mkdir "$scratch/$1" && cd "$scratch/$1" && dotnet new console --force && rm Program.cs || return 1
    for package in "${@:2}"; do dotnet add package "$package" --version "$version" || return 1; done
}

answers() { "$@" | tee out; grep -q '^0.5² + 0.5² = 0.[45]' out && [ -s bowl.safetensors ]; } # what the program of the README says

readme() {
    program readme Nabla && sed -n '/^```csharp/,/^```/{/^```/d;p}' "$OLDPWD/packages/README.md" >Program.cs || return 1
    [ "$(sed '/^public /,$d' Program.cs | grep -c .)" -le 12 ] && answers dotnet run
}

outside() {
    dotnet test test/Nabla.Outside.Tests --artifacts-path "$scratch/artifacts" -p:NablaPackages="$version" \
        -p:RestorePackagesPath="$scratch/packages" -p:RestoreFallbackFolders="$cached" -p:RestoreAdditionalProjectSources="$feed" \
        --logger "trx;LogFileName=outside.trx" --results-directory "$results"
}

# The class is sound: all that is missing is the generator.
without_generator() {
    program bare Nabla || return 1
    cat >Directory.Build.targets <<XML
<Project>
  <Target Name="WithoutGenerator" BeforeTargets="CoreCompile">
    <ItemGroup><Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'Nabla.Generators'" /></ItemGroup>
  </Target>
</Project>
XML
    cat >Net.cs <<CS
sealed partial class Net : Module
{
    readonly Linear inner = new(1, 1, default);
    public override Tensor Forward(Tensor x) => inner.Call(x);
    static void Main() { }
}
CS
    ! dotnet build >out 2>&1 && cat out && grep -q "CS0534.*Module.Visit" out
}

native() {
    cd "$scratch/readme" && dotnet publish -o native -p:PublishAot=true -p:IlcInstructionSet=x86-64-v3 >out 2>&1 || { cat out; return 1; }
    ! grep -E 'warning|error' out || return 1
    rm bowl.safetensors && answers ./native/readme && stat -c '%s bytes' native/readme && [ "$(stat -c %s native/readme)" -le 8000000 ]
}

tool() {
    dotnet tool install Nabla.Cli --tool-path "$scratch/tool" --configfile "$scratch/nuget.config" --version "$version" || return 1
    cd "$scratch" && tool/nabla train --data glyphs --steps 20 --json --quiet | grep '"status":"done"'
}

# One recipe, by the tool and in C#: the same weights; each goes on with, judges and predicts from what the other made.
experiments() {
    program experiments Nabla.Experiments Nabla.Reports || return 1
    cat >recipe.yaml <<YAML
data: {name: moons}
model: {name: 'mlp:16'}
training: {steps: 300, batch: 64}
YAML
    cat >Program.cs <<CS
if (args is ["train"])
{
    Experiment.Read("recipe.yaml").Train("runs/whole");
    Experiment.Read("recipe.yaml").Train("runs/stopped", new CancellationToken(canceled: true));
    return;
}
SavedRun run = Experiment.Open("runs/tool");
Console.WriteLine($"{run.Model.Evaluate(run.LoadData().Test).Accuracy:R} {run.Model.Predict([0.5f, 0.25f])[0].Length}");
Nabla.Reports.RunReport.Write(run.Folder);
CS
    local nabla=$scratch/tool/nabla accuracy
    dotnet run -- train && "$nabla" train recipe.yaml --out runs/tool --quiet && "$nabla" train --resume runs/stopped --quiet || return 1
    cmp runs/whole/model.safetensors runs/tool/model.safetensors && cmp runs/whole/model.safetensors runs/stopped/model.safetensors || return 1
    accuracy=$("$nabla" evaluate runs/whole --json --quiet | sed -n 's/.*"accuracy":\([0-9.]*\).*/\1/p')
    [ "$(dotnet run --no-build -- open | tail -n 1)" = "$accuracy 2" ] && [ -s runs/tool/report.html ] || { echo "accuracy $accuracy"; return 1; }
    "$nabla" predict runs/whole --data moons && rm runs/whole/report.html; "$nabla" report runs/whole && [ -s runs/whole/report.html ]
}

bare() { "$scratch/tool/nabla" | tee "$scratch/out"; grep -q 'nabla train' "$scratch/out"; }

check "dotnet pack makes the packages" dotnet pack -v q -o "$feed" -p:PackageVersion="$version"
check "they hold what a package holds, and no path of this machine" python3 packages/contents.py "$feed" "$PWD" "$HOME"
check "operations, modules and optimizers from outside" outside
check "the program of the README trains, saves, opens and predicts" readme
check "without the generator a module is an error" without_generator
check "the tool trains" tool
check "a run is the same noun in C# and for the tool" experiments
check "the bare tool tells how to go on" bare
[ -n "$aot" ] && check "the program as native code: no warning, at most 8 MB" native
exit $failed
