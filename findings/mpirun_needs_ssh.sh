#!/usr/bin/env bash
# mpirun of Open MPI 4.1.8 does not start where no ssh is in PATH, though all ranks are on this machine.
#
# It looks for the program with which it would reach other hosts before it knows whether there are any, and ends with 243 and "The
# value of the MCA parameter "plm_rsh_agent" was set to a path that could not be found", although nobody has set it. Small container
# images have no ssh. OMPI_MCA_plm=isolated in the environment lets it do without. Open MPI 5.0.11 and MPICH 5.0.2 start.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Their launchers want to be told that root may.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 PRTE_ALLOW_RUN_AS_ROOT=1 PRTE_ALLOW_RUN_AS_ROOT_CONFIRM=1

# A PATH with what launchers are known to call, and no ssh or rsh.
mkdir "$folder/bin"
for tool in env sh bash timeout uname hostname sed; do ln -s "$(command -v "$tool")" "$folder/bin/"; done

# run PACKAGE VERSION [VARIABLE=VALUE…]: mpirun's exit code.
run() {
    local status=0 launcher=$folder/$1-$2/bin/mpirun
    shift 2
    env PATH="$folder/bin" "$@" timeout 60 "$launcher" -np 1 /bin/echo started >"$folder/output" 2>&1 || status=$?
    printf '%s' "$status"
}

# expect PACKAGE VERSION STATUS
expect() {
    local status
    [[ -d $folder/$1-$2 ]] || { python3 -m venv "$folder/$1-$2" && "$folder/$1-$2/bin/pip" install -q "$1==$2"; }
    status=$(run "$1" "$2" "${@:4}")
    printf '%s %s %s: exit code %s\n' "$1" "$2" "${*:4}" "$status"
    ((status == $3)) || { printf 'it was %s\n' "$3" && exit 1; }
}

expect openmpi 4.1.8 243
grep -q plm_rsh_agent "$folder/output"
expect openmpi 4.1.8 0 OMPI_MCA_plm=isolated
expect openmpi 5.0.11 0
expect mpich 5.0.2 0
