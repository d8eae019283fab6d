# shellcheck shell=bash
# Runs jobs on the hosts of scripts/test-cluster, and looks at how they end. Sourced, never run.
# shellcheck disable=SC2034,SC2154  # the parts of that script set variables for each other

# The promises: a host that can't take part, or is cut off, ends a start or a job within this time; in seconds.
readonly limit=15
# What belongs to a job may take so long to go after it has ended on a host that nobody reaches.
readonly leaving_limit=20
# A job on four ranks takes a second or two; and one that is ended from outside would take minutes.
readonly job_limit=60

# run COMMAND…: as boss on host 0; leaves `status`, `elapsed` (milliseconds), and what it said in two files.
run() {
    local start
    start=$(milliseconds)
    status=0
    as_user 0 boss timeout --kill-after=2 "$job_limit" "$@" \
        >"$folder/output" 2>"$folder/errors" </dev/null || status=$?
    elapsed=$(($(milliseconds) - start))
}

wordcount() { run ./wordcount --remote cluster.toml "$@"; }

show() { printf '%-28s %4d %3d.%d s\n' "$1" "$status" $((elapsed / 1000)) $((elapsed % 1000 / 100)); }

# expect_counts NAME: the last run succeeded, counted the text right, and said nothing but its time.
expect_counts() {
    show "$1"
    if ((status != 0)); then
        fail "$1: exit code $status" "$folder/errors"
    elif ! cmp -s "$folder/output" "$folder/expected"; then
        diff -a "$folder/expected" "$folder/output" >"$folder/difference" || true
        fail "$1: wrong output (< expected, > printed)" "$folder/difference"
    elif grep -qv '^elapsed_s=' "$folder/errors"; then
        fail "$1: more on standard error than the time" "$folder/errors"
    else
        pass
    fi
    expect_no_traces "$1"
}

# expect_error NAME CODE TEXT: the last run ended in time with CODE and a message that has TEXT, a regular expression.
expect_error() {
    show "$1"
    printed_by_job "$folder/output" >"$folder/printed"
    if ((elapsed > limit * 1000)); then
        fail "$1: not over after $limit s" "$folder/errors"
    elif ((status != $2)); then
        fail "$1: exit code $status, not $2" "$folder/errors"
    elif ! grep -qE -- "$3" "$folder/errors"; then
        fail "$1: no message with '$3'" "$folder/errors"
    elif [[ -s $folder/printed ]]; then
        fail "$1: something on standard output" "$folder/printed"
    else
        pass
    fi
    expect_no_traces "$1"
}

# The processes and files that jobs leave on all hosts; the copies of programs are meant to stay.
traces() {
    local number
    for number in 0 1 2 3; do
        host_processes "$number" | sed "s/^/host $number: process /"
        on_host "$number" find /tmp /dev/shm /run -mindepth 1 -not -path /run/sshd -not -path /run/mount | sed "s/^/host $number: /"
    done
}

has_no_processes() { ! traces | grep ': process ' >/dev/null; }

has_no_traces() { [[ -z $(traces) ]]; }

expect_no_traces() {
    if wait_until "${2:-3}" has_no_traces; then
        pass
    else
        traces >"$folder/traces"
        fail "$1: something is left" "$folder/traces"
    fi
}

# start_lasting: a job that goes on until something happens; returns when it counts on all hosts.
start_lasting() {
    job_start=$(milliseconds)
    as_user 0 boss timeout --kill-after=2 "$job_limit" sh -c \
        'echo $$ >pid; exec ./wordcount --remote cluster.toml "$@"' sh \
        '/mnt/many/*' >"$folder/output" 2>"$folder/errors" </dev/null &
    job=$!
    wait_until 20 is_counting || say "no job that lasts" >>"$folder/errors"
    job_start=$(milliseconds)
}

is_counting() {
    local number
    for number in 1 2 3; do on_host "$number" pgrep -f '^/.*wordcount-[0-9a-f]* .*many' >/dev/null || return 1; done
    sleep 1
}

end_lasting() {
    status=0
    wait "$job" || status=$?
    elapsed=$(($(milliseconds) - job_start))
}

# Sends a signal to the program that the user has started.
signal_job() { on_host 0 sh -c "kill -$1 \$(cat $homes/boss/pid)"; }
