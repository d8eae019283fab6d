#!/usr/bin/env bash
# A job that MPI_Abort has ended may exit with 0: if the code is a multiple of 256, or 0.
#
# MPI_Abort(comm, 256) ends all ranks, and mpirun of Open MPI 4.1.8 and 5.0.11 and of MPICH 5.0.2 exits with the lowest eight bits of the code,
# which are 0, as after a success. A batch script goes on as if all were well. 257 is 1, and -1 is 255. So codes that a program computes
# (numbers of errors, status words of other libraries) have to be brought into 1 to 255 before.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Their launchers want to be told that root may.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 PRTE_ALLOW_RUN_AS_ROOT=1 PRTE_ALLOW_RUN_AS_ROOT_CONFIRM=1

cat >"$folder/abort.py" <<'END'
import sys

from mpi4py import MPI

print("before", flush=True)
MPI.COMM_WORLD.Abort(int(sys.argv[1]))
print("behind", flush=True)
END

# expect PACKAGE VERSION [CODE:STATUS…]: mpirun's exit code for each code of a rank's.
expect() {
    local venv=$folder/$1-$2 pair status
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q "$1==$2" mpi4py==4.1.2
    for pair in "${@:3}"; do
        status=0
        timeout 60 "$venv/bin/mpirun" -np 1 "$venv/bin/python" "$folder/abort.py" "${pair%:*}" >"$folder/output" 2>&1 || status=$?
        printf '%s %s: MPI_Abort(%s), exit code %s\n' "$1" "$2" "${pair%:*}" "$status"
        grep -q before "$folder/output" || { cat "$folder/output" && exit 1; }
        if grep -q behind "$folder/output"; then printf 'it ended the rank before\n' && exit 1; fi
        ((status == ${pair#*:})) || { printf 'it was %s\n' "${pair#*:}" && exit 1; }
    done
}

expect openmpi 4.1.8 1:1 0:0 256:0 512:0 257:1 -1:255
expect openmpi 5.0.11 1:1 0:0 256:0 512:0 257:1 -1:255
expect mpich 5.0.2 1:1 0:0 256:0 512:0 257:1 -1:255
