# shellcheck shell=bash
# What ./stroll needs from the machine: how to find it, and how to install it. Sourced by the scripts beside it.

root=$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")

# The SDK that is downloaded where none is found. global.json says which others will do.
sdk_version=10.0.401
declare -A sdk_sha512=(
  [x64]=51c8b999af9e8dd9998c9edc5944e19a90788862068acd38694e098889054ce8c23d4f0c5cccfa16bf187d044562359e5ee69a9f8ad0bbe913ba90311fbce25b
  [arm64]=58ace73ced6b4360754689a686bdfb8a317f4da6cb8bb416dbc7d0ba9f47e43e3c09f5eb1f1a1cfaacbd10df9558da4882bf2a5e195d6ab56a02c1f9f76102ed
)
# STROLL_DOTNET_URL names another place with the same files (a mirror, or a test). The hash holds there too.
sdk_url=${STROLL_DOTNET_URL:-https://builds.dotnet.microsoft.com/dotnet/Sdk}

# apt package, and what shows that it is there: a file, a command, a shared library or a plugin of GStreamer.
# The .NET runtime needs the libraries; fetching the SDK needs the rest.
sdk_packages="libstdc++6=lib:libstdc++.so.6 libssl3=lib:libssl.so.3"
fetch_packages="ca-certificates=file:/etc/ssl/certs/ca-certificates.crt curl=command:curl tar=command:tar gzip=command:gzip"

# Real servers, films, cameras and a browser for the tests. Without one of them the tests that need it are skipped.
test_packages="ffmpeg=program:ffmpeg postgresql=program:postgres mosquitto=program:mosquitto mosquitto-clients=program:mosquitto_pub chromium=program:chromium
  libgstrtspserver-1.0-0=lib:libgstrtspserver-1.0.so.0 gstreamer1.0-plugins-base=plugin:libgstvideotestsrc.so
  gstreamer1.0-plugins-good=plugin:libgstrtpmanager.so gstreamer1.0-plugins-ugly=plugin:libgstx264.so"

dotnet=

fail() {
  echo "stroll: $*" >&2
  exit 1
}

refuse_foreign_system() {
  [[ $(uname -s) == Linux ]] || fail "runs on Linux, and on Windows inside WSL; this is $(uname -s)"
}

# True when the folder holds an SDK with the major and minor number of ours and at least its last number.
has_sdk() {
  local sdk last
  for sdk in "$1/sdk/${sdk_version%.*}".*/; do
    last=${sdk%/}
    last=${last##*.}
    [[ $last =~ ^[0-9]+$ ]] && ((last >= ${sdk_version##*.})) && return
  done
  return 1
}

# Sets $dotnet to the first usable one. Looks at folders instead of asking dotnet, which would take 0.1 s each time.
find_dotnet() {
  local candidate
  for candidate in "$root/.build/dotnet/dotnet" "${DOTNET_ROOT-}/dotnet" "$(type -P dotnet)" "${HOME-}/.dotnet/dotnet"; do
    [[ -x $candidate && ! -d $candidate ]] || continue
    has_sdk "$(dirname -- "$(readlink -f -- "$candidate")")" || continue
    dotnet=$candidate
    # Programs that dotnet starts look for the runtime here.
    DOTNET_ROOT=$(dirname -- "$(readlink -f -- "$candidate")")
    export DOTNET_ROOT
    return
  done
  return 1
}

# Prints where a program is. Debian keeps servers off the path of most people.
find_program() {
  type -P "$1" && return
  local candidate
  for candidate in /usr/sbin/"$1" /usr/lib/postgresql/*/bin/"$1"; do
    [[ -x $candidate ]] && echo "$candidate" && return
  done
  return 0
}

is_there() {
  case $1 in
    file:*) [[ -e ${1#file:} ]] ;;
    command:*) type -P "${1#command:}" >/dev/null ;;
    program:*) [[ -n $(find_program "${1#program:}") ]] ;;
    lib:*) find /lib /usr/lib /lib64 /usr/lib64 -maxdepth 2 -name "${1#lib:}" -print -quit 2>/dev/null | grep -q . ;;
    plugin:*) find /usr/lib /usr/lib64 -maxdepth 3 -path "*/gstreamer-1.0/${1#plugin:}" -print -quit 2>/dev/null | grep -q . ;;
  esac
}

# Sets $needs_sdk (yes or no) and $needs_packages (names).
find_what_is_missing() {
  needs_sdk=no
  needs_packages=()
  find_dotnet && return
  needs_sdk=yes
  local package
  for package in $sdk_packages $fetch_packages; do
    is_there "${package#*=}" || needs_packages+=("${package%%=*}")
  done
}

# The processor as .NET names it.
processor() {
  case $(uname -m) in
    x86_64) echo x64 ;;
    aarch64) echo arm64 ;;
    *) fail "runs on x86-64 and 64-bit Arm; this is $(uname -m)" ;;
  esac
}

# Sets $sdk_file (where the SDK for this processor is) and $sdk_hash (its SHA-512).
choose_sdk() {
  local processor
  processor=$(processor) || exit 1
  sdk_file=$sdk_url/$sdk_version/dotnet-sdk-$sdk_version-linux-$processor.tar.gz
  sdk_hash=${sdk_sha512[$processor]}
}

said_missing() {
  local words=()
  [[ $needs_sdk == yes ]] && words+=("the .NET SDK $sdk_version")
  ((${#needs_packages[@]})) && words+=("the apt packages ${needs_packages[*]}")
  local joined
  printf -v joined ' and %s' "${words[@]}"
  echo "${joined# and }"
}

print_setup_steps() {
  find_what_is_missing
  ((${#needs_packages[@]})) && echo "install: apt-get install ${needs_packages[*]}"
  if [[ $needs_sdk == yes ]]; then
    choose_sdk
    echo "download: $sdk_file (sha512 ${sdk_hash:0:16}…) into .build/dotnet"
  fi
}

install_what_is_missing() {
  find_what_is_missing
  [[ $needs_sdk == yes ]] || return 0
  may_install || fail "missing: $(said_missing); install it, or let STROLL_SETUP=yes ./stroll do it"
  ((${#needs_packages[@]})) && install_packages "${needs_packages[@]}"
  choose_sdk
  fetch_sdk "$sdk_file" "$sdk_hash" "$root/.build/dotnet"
  find_dotnet || fail "the SDK in .build/dotnet is not usable; remove that folder and run again"
}

find_missing_test_programs() {
  needs_sdk=no
  needs_packages=()
  local package
  for package in $test_packages; do
    is_there "${package#*=}" || needs_packages+=("${package%%=*}")
  done
}

# What the tests would like to have is installed where that is allowed; nothing fails where it is not.
install_test_programs() {
  find_missing_test_programs
  ((${#needs_packages[@]})) || return 0
  if ! may_install || ! (install_packages "${needs_packages[@]}"); then
    echo "Without the apt packages ${needs_packages[*]} the tests that need them are skipped." >&2
  fi
}

may_install() {
  case ${STROLL_SETUP-} in
    yes) return 0 ;;
    no) return 1 ;;
  esac
  if [[ -t 0 && -t 2 ]]; then
    local answer
    read -r -p "Stroll needs $(said_missing). Install now? [y/N] " answer
    [[ $answer == [yY]* ]]
  else
    ((EUID == 0))
  fi
}

install_packages() {
  type -P apt-get >/dev/null || fail "missing: the packages $*; this system has no apt-get, please install them by hand"
  local as_root=()
  if ((EUID != 0)); then
    type -P sudo >/dev/null || fail "missing: the apt packages $*; ask someone with root rights to install them"
    as_root=(sudo)
  fi
  echo "Installing $*…" >&2
  run_child "${as_root[@]}" apt-get update -qq >&2 || fail "apt-get update failed"
  run_child "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "$@" >&2 \
    || fail "apt-get could not install $*"
}

# Downloads $1, refuses it unless its SHA-512 is $2, and unpacks it into $3. After a failure nothing is left behind.
fetch_sdk() {
  local url=$1 hash=$2 folder=$3 file=$3.tar.gz found
  echo "Downloading $url…" >&2
  rm -rf -- "$folder.partial" "$file"
  run_child curl --fail --location --silent --show-error --retry 3 --output "$file" "$url" \
    || { rm -f -- "$file"; fail "could not download $url"; }
  # Some versions of curl write no file for an empty answer.
  found=$(sha512sum -- "$file" 2>/dev/null) || found=nothing
  if [[ ${found%% *} != "$hash" ]]; then
    rm -f -- "$file"
    fail "refused $url: its SHA-512 is ${found:0:16}, expected ${hash:0:16}"
  fi
  mkdir -p -- "$folder.partial"
  run_child tar --extract --gzip --file "$file" --directory "$folder.partial" \
    || { rm -rf -- "$folder.partial" "$file"; fail "could not unpack $url"; }
  rm -rf -- "$folder" "$file"
  mv -T -- "$folder.partial" "$folder"
}

lock_build() {
  if ! { mkdir -p -- "$root/.build/cli" && exec 9>"$root/.build/lock"; } 2>/dev/null; then
    fail "cannot write to $root/.build; remove it, or run as the user who made it"
  fi
  flock --exclusive 9
}

unlock_build() {
  exec 9>&-
}

# Runs a program so that a signal to this script reaches it, and without the locks: a compiler server that outlives the
# build must not hold them for ever.
run_child() {
  local child status=0
  "$@" 7>&- 9>&- &
  child=$!
  trap 'kill -TERM "$child" 2>/dev/null; wait "$child"; exit 143' TERM INT HUP
  wait "$child" || status=$?
  trap - TERM INT HUP
  return "$status"
}

# dotnet COMMAND PROJECT … in Release, apart from the folders that an editor builds into. Quiet unless it fails; then it
# shows the errors and is false.
run_dotnet() {
  quiet_sdk
  local log=$root/.build/build.log
  # In the root, for there lies the global.json that chooses the SDK; whoever called may stand elsewhere and stay there.
  run_child env --chdir="$root" "$dotnet" "$@" --configuration Release --artifacts-path "$root/.build/artifacts" \
    --verbosity quiet -p:UseSharedCompilation=false </dev/null >"$log" 2>&1 && return
  # The same error comes once per project that meets it; whole output where no line says "error".
  { grep -E '(: |^)error ' "$log" || cat "$log"; } | awk -v root="$root/" '
    { sub(/^ +/, ""); sub(/ \[[^][]*proj\]$/, "") }
    index($0, root) == 1 { $0 = substr($0, length(root) + 1) }
    !seen[$0]++' >&2
  echo "stroll: the build failed; all of its output is in .build/build.log" >&2
  return 1
}

# How the SDK is to behave, whatever the machine's settings are.
quiet_sdk() {
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
  # Without this the SDK wants libicu, which a bare Debian does not have and English messages do not need.
  export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
  # Nothing stays behind after the build: whoever waits for the end of all output would wait for it too.
  export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
  if [[ -z ${HOME-} || ! -d $HOME || ! -w $HOME ]]; then
    mkdir -p -- "$root/.build/home"
    export HOME=$root/.build/home
    export DOTNET_CLI_HOME=$HOME
  fi
}
