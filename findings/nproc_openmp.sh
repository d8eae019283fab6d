#!/usr/bin/env bash
# nproc prints what OMP_NUM_THREADS says, also if there are fewer cores, or more.
#
# coreutils 9.1's nproc tells how many threads a program of OpenMP would start, not how many cores the process may use: with OMP_NUM_THREADS=1, as
# scripts for clusters export it so that ranks don't get in each other's way, it's 1 on any machine, and with 64 it's 64 on a laptop. Of "4,2", a
# list for nested loops, it takes the 4; OMP_THREAD_LIMIT caps it. `make -j$(nproc)` and `mpirun -np $(nproc)` in such a script run on one
# core. nproc --all doesn't listen to them, but tells the machine's cores rather than those that the process may use. The affinity mask,
# which nproc tells without the variables, doesn't change with them.
#
# Needs coreutils and python3.
set -euo pipefail

# expect NAME ANSWER EXPECTED
expect() {
    printf '%s: %s\n' "$1" "$2"
    [[ $2 == "$3" ]] || { printf 'it was %s\n' "$3" && exit 1; }
}

unset OMP_NUM_THREADS OMP_THREAD_LIMIT
nproc --version | head -n 1
cores=$(nproc)
count='import os; print(len(os.sched_getaffinity(0)))'
expect 'nproc' "$cores" "$(python3 -c "$count")"
expect 'OMP_NUM_THREADS=1 nproc' "$(OMP_NUM_THREADS=1 nproc)" 1
expect 'OMP_NUM_THREADS=4096 nproc' "$(OMP_NUM_THREADS=4096 nproc)" 4096
expect 'OMP_NUM_THREADS=4096,2 nproc' "$(OMP_NUM_THREADS=4096,2 nproc)" 4096
expect 'OMP_NUM_THREADS=4096 OMP_THREAD_LIMIT=7 nproc' "$(OMP_NUM_THREADS=4096 OMP_THREAD_LIMIT=7 nproc)" 7
expect 'OMP_NUM_THREADS=4096 nproc --all' "$(OMP_NUM_THREADS=4096 nproc --all)" "$(nproc --all)"
expect 'OMP_NUM_THREADS=4096, affinity mask' "$(OMP_NUM_THREADS=4096 python3 -c "$count")" "$cores"
