# shellcheck shell=bash
# Starts workers for a test, and looks at what they have left behind. Sourced, never run.
#
# Needs the folder $folder, and RENOIR_WORKER, the program. Each worker runs in a folder of temporary files of its own.

worker_token=${folder:?}/token
(umask 077 && od -An -N 32 -t x1 /dev/urandom | tr -d ' \n' >"$worker_token")

# The processes and the addresses of the workers, by their number.
declare -a worker_pids=() worker_addresses=()

# start_worker NUMBER [OPTION…]: waits until it listens, at a port that the system chooses, or the one it had before.
start_worker() {
    local number=$1 address=${worker_addresses[$1]:-127.0.0.1:0}
    shift
    : >"$folder/listens-$number"
    "${RENOIR_WORKER:?}" "$address" --token-file "$worker_token" "$@" \
        >"$folder/listens-$number" 2>>"$folder/worker-$number" </dev/null &
    worker_pids[number]=$!
    wait_until 10 test -s "$folder/listens-$number" || die 1 "worker $number does not listen: $(<"$folder/worker-$number")"
    worker_addresses[number]=$(<"$folder/listens-$number")
}

# The addresses of all workers, as DISTRIBUTED_WORKERS has them.
all_workers() {
    local IFS=,
    say "${worker_addresses[*]}"
}

# stop_worker NUMBER [SIGNAL]: leaves its exit code in `status`.
stop_worker() {
    kill -"${2:-INT}" "${worker_pids[$1]}"
    # shellcheck disable=SC2034  # for the scripts that source this file
    { wait "${worker_pids[$1]}" 2>/dev/null && status=0; } || status=$?
    unset "worker_pids[$1]"
}

end_workers() {
    local pid
    for pid in "${worker_pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
    wait "${worker_pids[@]}" 2>/dev/null || true
}

worker_status() { timeout --kill-after=2 20 "$RENOIR_WORKER" --token-file "$worker_token" --status "$(all_workers)"; }

# Whether all workers are free.
workers_are_free() {
    local count
    count=$(worker_status 2>/dev/null | grep -c ': free$') || true
    ((count == ${#worker_addresses[@]}))
}

# children_of PID: the processes below it.
children_of() {
    local child
    cat "/proc/$1/task"/*/children 2>/dev/null | tr ' ' '\n' | while read -r child; do
        say "$child"
        children_of "$child"
    done
}
