# shellcheck shell=bash
# Waits that have an end. Sourced, never run.

# A clock of which only differences mean something.
milliseconds() { say $((${EPOCHREALTIME/[.,]/} / 1000)); }

# wait_until SECONDS COMMAND…: fails if the command does not succeed in that time.
wait_until() {
    local deadline=$(($(milliseconds) + $1 * 1000))
    shift
    until "$@"; do
        (($(milliseconds) < deadline)) || return 1
        sleep 0.02
    done
}
