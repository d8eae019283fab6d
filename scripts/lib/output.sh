# shellcheck shell=bash
# Reads what jobs have printed. Sourced, never run.

# printed_by_job FILE: a job's standard output without the line in which mpirun counts the ranks that were killed before
# it could end them; whether it gets to write that, and on standard output, is a race.
printed_by_job() { sed -E '/^[0-9]+ total processes killed \(some possibly by [^ ]+ during cleanup\)$/d' "$1"; }
