#!/usr/bin/env bash
# Open MPI's mpirun loses the output of its ranks on a full disk, and exits 0.
#
# Ranks don't write to mpirun's standard output: they write to a pseudo-terminal or a pipe of mpirun, which succeeds, and mpirun
# passes on what came. Open MPI 4.1.8 and 5.0.11 say nothing when that fails, and exit with the ranks' code. MPICH 5.0.2
# prints the system's error and exits with 255. A job whose results go to standard output can so end well without any.
#
# /dev/full stands for the full disk. Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Their launchers want to be told that root may.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 PRTE_ALLOW_RUN_AS_ROOT=1 PRTE_ALLOW_RUN_AS_ROOT_CONFIRM=1

# expect PACKAGE VERSION STATUS: the status of a rank's line that finds no room.
expect() {
    local status=0 errors=$folder/$1-$2.errors
    python3 -m venv "$folder/$1-$2"
    "$folder/$1-$2/bin/pip" install -q "$1==$2"
    # That it works at all, where there is room.
    [[ $("$folder/$1-$2/bin/mpirun" -np 1 /bin/echo result 2>"$errors") == result ]]
    timeout 60 "$folder/$1-$2/bin/mpirun" -np 1 /bin/echo result >/dev/full 2>"$errors" || status=$?
    printf '%s %s: exit code %s, %s lines on standard error\n' "$1" "$2" "$status" "$(wc -l <"$errors")"
    ((status == $3)) || { printf 'it was %s\n' "$3" && exit 1; }
    if ((status == 0)) && [[ -s $errors ]]; then printf 'it said nothing before\n' && exit 1; fi
}

expect openmpi 4.1.8 0
expect openmpi 5.0.11 0
expect mpich 5.0.2 255
