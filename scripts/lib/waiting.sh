# shellcheck shell=bash
# Waits that have an end. Sourced, never run.

# A clock of which only differences mean something.
milliseconds() { say $((${EPOCHREALTIME/[.,]/} / 1000)); }

# launch_seconds RANKS: how long mpirun takes for programs that do nothing, in whole seconds and rounded up.
launch_seconds() {
    local start
    start=$(milliseconds)
    timeout --kill-after=2 60 mpirun -np "$1" true </dev/null >/dev/null || die 1 "mpirun starts no $1 ranks"
    say $((($(milliseconds) - start + 999) / 1000))
}

# wait_until SECONDS COMMAND…: fails if the command does not succeed in that time.
wait_until() {
    local deadline=$(($(milliseconds) + $1 * 1000))
    shift
    until "$@"; do
        (($(milliseconds) < deadline)) || return 1
        sleep 0.02
    done
}
