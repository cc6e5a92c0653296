#!/usr/bin/env bash
# Trains small recipes (same-bytes/recipes.txt), and prints for each a SHA-256 of its weights, and one of what evaluate, predict and
# generate say. Each run is also resumed from a checkpoint before its end, on two threads: other weights than those of the run in one
# piece, on one thread, are a fault.
# usage: bench/same-bytes.sh [--only PATTERN] [--keep FOLDER] NABLA.dll              one line a recipe; exit code 1 where one fails
#        bench/same-bytes.sh [--only PATTERN] [--keep FOLDER] --compare OLD NEW.dll   the lines that differ, and exit code 1 if there are any
# OLD is a build, or a file of such lines. --only picks recipes by a shell pattern; --keep leaves runs and answers there, to look at.
set -euo pipefail
parts=$(cd "$(dirname "$0")/same-bytes" && pwd)
only='*' keep='' builds=() compare=
while [ $# -gt 0 ]; do
  case "$1" in
    --only) only=${2:?"--only needs a pattern"}; shift 2 ;;
    --keep) keep=${2:?"--keep needs a folder"}; shift 2 ;;
    --compare) compare=yes; shift ;;
    --*) echo "same-bytes.sh does not know '$1'; it takes --only, --keep, --compare" >&2; exit 2 ;;
    *) builds+=("$(realpath -e "$1")"); shift ;;
  esac
done
[ "${#builds[@]}" = "$([ -n "$compare" ] && echo 2 || echo 1)" ] ||
  { echo "usage: same-bytes.sh NABLA.dll, or same-bytes.sh --compare OLD NEW.dll" >&2; exit 2; }
if [ -n "$keep" ]; then mkdir -p "$keep"; work=$(realpath "$keep"); else work=$(mktemp -d); trap 'rm -r "$work"' EXIT; fi
python3 "$parts/data.py" "$work"
cp "$parts/recipe.yaml" "$work"
cd "$work"
export NABLA_DATA= XDG_CACHE_HOME="$work/cache"

# Without an earlier checkpoint to go on from (a model that counts) there is nothing to resume.
resumed() { # RUN
  local last earlier
  last=$(ls "$1/checkpoint" 2>/dev/null | tail -n 1) earlier=$(ls "$1/checkpoint" 2>/dev/null | sed -n 1p)
  [ "$last" != "$earlier" ] || return 0
  cp -r "$1" "$1-resumed" && rm "$1-resumed"/{model.safetensors,summary.json} && find "$1-resumed/checkpoint" -type f ! -name "$earlier" -delete &&
    $nabla train --resume "$1-resumed" --threads 2 --quiet --json > "$1.resumed.json" || return 1
  [ "$(python3 "$parts/digest.py" "$1/model.safetensors")" = "$(python3 "$parts/digest.py" "$1-resumed/model.safetensors")" ] ||
    { echo "resumed from $earlier it ends in other weights" >&2; return 1; }
}

answered() { # RUN DATA
  $nabla evaluate "$1" --threads 1 --quiet --json > "$1.evaluated.json" || return 1
  if [ -f "$1/figures/perplexity.svg" ]; then $nabla generate "$1" --tokens 40 --seed 1 --quiet --json
  else $nabla predict "$1" --data "$2" --index 0 --index 1 --index 7 --quiet --json; fi > "$1.said.json"
}

trained() { # RUN WORDS
  [[ $2 =~ --data\ ([^ ]+) ]]
  local data=${BASH_REMATCH[1]}
  $nabla train --set training.checkpointEvery=50 $2 --threads 1 --set training.keepCheckpoints=99 --out "$1" --quiet --json > "$1.json" &&
    answered "$1" "$data" && resumed "$1" && python3 "$parts/digest.py" "$1/model.safetensors" "$1.json" "$1.evaluated.json" "$1.said.json"
}

lines() { # DLL|LINES FOLDER
  local name words found
  if [[ $1 != *.dll ]]; then
    while read -r name words; do [[ $name != $only ]] || echo "$name $words"; done < "$1"
    return
  fi
  nabla="dotnet $1"
  rm -rf "$2" && mkdir "$2"
  while read -r name words; do
    [[ -n $name && $name != '#'* && $name == $only ]] || continue
    found=$(trained "$2/$name" "$words" 2> "$2/$name.errors") || found="failed: $(tail -n 1 "$2/$name.errors")"
    echo "$name ${found//"$2/"/}"
  done < "$parts/recipes.txt"
}

if [ -n "$compare" ]; then
  lines "${builds[0]}" old > old.txt &
  lines "${builds[1]}" new > new.txt
  wait $!
  diff old.txt new.txt || exit 1
  echo "$(wc -l < new.txt) recipes, the same bytes" >&2
else
  lines "${builds[0]}" now | tee now.txt
fi
! grep -qs ' failed: ' new.txt now.txt
