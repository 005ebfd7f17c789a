#!/usr/bin/env bash
# Lays out every C# file as .editorconfig says; with --verify-no-changes only says which files differ, and fails.
set -euo pipefail

# shellcheck source=build/setup.sh
source "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/setup.sh"

cd -- "$root"
lock_build
install_what_is_missing
unlock_build
quiet_sdk
# Only the white space: the compiler already checks the style (EnforceCodeStyleInBuild), and a whole format takes a minute.
run_child "$dotnet" format whitespace --folder --exclude .build --verbosity quiet "$@" >&2
