#!/usr/bin/env bash
# ./stroll test [--long]: builds and runs every project in tests/, and ends with the counts. See docs/TESTING.md.
set -euo pipefail

# shellcheck source=build/setup.sh
source "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/setup.sh"

# Prints "passed failed skipped" over all result files (xUnit's XML) given.
count_results() {
  cat -- "$@" | awk '
    function attribute(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
    BEGIN { RS = "<" }
    /^assembly / { passed += attribute("passed"); failed += attribute("failed") + attribute("errors"); skipped += attribute("skipped") }
    END { print passed + 0, failed + 0, skipped + 0 }'
}

# Prints "name: reason" for each skipped test.
list_skipped() {
  cat -- "$@" | awk '
    BEGIN { RS = "<test " }
    / result="Skip"/ {
      name = match($0, /name="[^"]*"/) ? substr($0, RSTART + 6, RLENGTH - 7) : "?"
      reason = ""
      if (match($0, /<reason>.*<\/reason>/)) { reason = substr($0, RSTART + 8, RLENGTH - 17) }
      gsub(/<!\[CDATA\[|\]\]>/, "", reason)
      gsub(/[ \n\r\t]+/, " ", reason)
      print name ": " reason
    }'
}

# Where the data is and CI is set, a test may be skipped only because the machine lacks a program ("needs: …") or
# because it belongs to the long run ("long: …"). Prints the others.
list_wrongly_skipped() {
  [[ -n ${CI-} && -d ${STROLL_DATA:-$root/../shared/data} ]] || return 0
  list_skipped "$@" | awk -v long="${STROLL_TEST_LONG-}" '!/: needs: / && (long == "1" || !/: long: /)'
}

# Prints the two closing lines for the result files given; $1 is the number of projects that crashed or ran nothing.
# False when anything failed.
conclude() {
  local broken=$1 passed=0 failed=0 skipped=0 wrong=()
  shift
  if (($#)); then
    read -r passed failed skipped < <(count_results "$@")
    mapfile -t wrong < <(list_wrongly_skipped "$@")
  fi
  if ((${#wrong[@]})); then
    echo "Skipped although the data is here, which counts as failed:"
    printf '  %s\n' "${wrong[@]}"
    failed=$((failed + ${#wrong[@]}))
    skipped=$((skipped - ${#wrong[@]}))
  fi
  failed=$((failed + broken))
  ((skipped == 0)) || echo "$skipped skipped"
  echo "$passed passed, $failed failed"
  ((failed == 0))
}

main() {
  local argument
  for argument in "$@"; do
    case $argument in
      --long) export STROLL_TEST_LONG=1 ;;
      *)
        echo "stroll: test: $argument: expected --long or nothing" >&2
        exit 2
        ;;
    esac
  done

  cd -- "$root"
  # One test run at a time: the build of a second would replace programs under the first.
  mkdir -p -- "$root/.build"
  exec 7>"$root/.build/test.lock"
  flock --exclusive 7
  lock_build
  install_what_is_missing
  install_test_programs
  [[ -t 2 ]] && echo "Building Stroll and its tests…" >&2
  if ! run_dotnet build "$root/Stroll.slnx"; then
    echo "0 passed, 1 failed"
    exit 1
  fi
  unlock_build

  # STROLL_FAILED_BEFORE: checks that failed before the tests began, for .ci/run.
  local results=$root/.build/results broken=${STROLL_FAILED_BEFORE:-0} project name status
  rm -rf -- "$results"
  mkdir -p -- "$results"
  local files=()
  for project in "$root"/tests/*.Tests/; do
    name=$(basename -- "$project")
    status=0
    run_child "$dotnet" "$root/.build/artifacts/bin/$name/release/$name.dll" \
      -noLogo -noColor -result-xml "$results/$name.xml" </dev/null || status=$?
    if [[ -s $results/$name.xml ]]; then
      files+=("$results/$name.xml")
    fi
    broken=$((broken + $(count_broken "$name" "$status" "$results/$name.xml")))
  done
  conclude "$broken" ${files[@]+"${files[@]}"}
}

# Prints 1 when the project ended in a way that its counts do not show: it crashed, or it ran no test at all.
count_broken() {
  local name=$1 status=$2 file=$3 passed=0 failed=0 skipped=0
  [[ -s $file ]] && read -r passed failed skipped < <(count_results "$file")
  if ((passed + failed + skipped == 0)); then
    echo "$name: no test ran (exit code $status)" >&2
    echo 1
  elif ((status != 0 && failed == 0)); then
    echo "$name: ended with exit code $status although no test failed" >&2
    echo 1
  else
    echo 0
  fi
}

[[ ${BASH_SOURCE[0]} != "$0" ]] || main "$@"
