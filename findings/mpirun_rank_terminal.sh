#!/usr/bin/env bash
# Under Open MPI's mpirun a rank's standard output is a terminal of 0 columns and 0 lines, wherever mpirun's own output goes.
#
# So a program that asks isatty(1) whether somebody watches draws progress and colours into log files, and one that divides by the
# width of the terminal divides by 0; standard error of the same rank is a pipe. Open MPI
# 4.1.8 and 5.0.11 do so for each rank; under MPICH 5.0.2 both are pipes. Bytes pass through unchanged in all of them.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Their launchers want to be told that root may.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 PRTE_ALLOW_RUN_AS_ROOT=1 PRTE_ALLOW_RUN_AS_ROOT_CONFIRM=1

cat >"$folder/look.py" <<'END'
import os
import sys

size = tuple(os.get_terminal_size(1)) if os.isatty(1) else None
with open(sys.argv[1], "w") as answer:
    print("stdout:", size, "stderr:", os.isatty(2), file=answer)
os.write(1, bytes(range(256)))
END

# expect PACKAGE VERSION ANSWER: what a rank sees whose mpirun writes to a file.
expect() {
    local answer output=$folder/output
    python3 -m venv "$folder/$1-$2"
    "$folder/$1-$2/bin/pip" install -q "$1==$2"
    timeout 60 "$folder/$1-$2/bin/mpirun" -np 1 python3 "$folder/look.py" "$folder/answer" >"$output"
    answer=$(<"$folder/answer")
    printf '%s %s: %s\n' "$1" "$2" "$answer"
    [[ $answer == "$3" ]] || { printf 'it was %s\n' "$3" && exit 1; }
    python3 -c 'import sys; sys.exit(open(sys.argv[1], "rb").read() != bytes(range(256)))' "$output" ||
        { printf 'the bytes came unchanged before\n' && exit 1; }
}

expect openmpi 4.1.8 'stdout: (0, 0) stderr: False'
expect openmpi 5.0.11 'stdout: (0, 0) stderr: False'
expect mpich 5.0.2 'stdout: None stderr: False'
