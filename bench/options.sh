# Source it, set defaults, and call `read_options "rounds threads only" "$@"`: --rounds N sets `rounds`, and so on; --only may be given
# often, and is kept with its values, as the suites take it, in the array `only`.
only=()
read_options() {
  local known=" $1 " name
  shift
  while [ $# -gt 0 ]; do
    name=${1#--}
    [[ $1 == --* && $known == *" $name "* ]] || { echo "${0##*/} does not know '$1'; it takes$(printf ' --%s' $known)" >&2; exit 2; }
    [ -n "${2:-}" ] || { echo "${0##*/}: $1 needs a value" >&2; exit 2; }
    if [ "$name" = only ]; then only+=("$1" "$2"); else printf -v "$name" %s "$2"; fi
    shift 2
  done
}
