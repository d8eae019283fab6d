# shellcheck shell=bash
# Cases of scripts/test-cluster: jobs that are ended from outside. Sourced, never run.
# shellcheck disable=SC2034,SC2154  # the parts of that script set variables for each other

case_cut_link() {
    all_hosts | write_cluster
    start_lasting
    on_host 0 ip link set link3 down
    end_lasting
    show "a link cut in mid-job"
    if ((elapsed > limit * 1000)); then fail "a link cut: not over after $limit s" "$folder/errors"; else pass; fi
    if ((status != 0)); then pass; else fail "a link cut: exit code $status" "$folder/errors"; fi
    expect_no_traces "a link cut in mid-job" "$leaving_limit"
    on_host 0 ip link set link3 up
}

case_signals() {
    local name code
    all_hosts | write_cluster
    # The ranks have no handler for SIGUSR1.
    for name in INT TERM HUP QUIT USR1; do
        start_lasting
        if [[ $name == QUIT ]]; then test_stopping; fi
        signal_job "$name"
        end_lasting
        code=$((128 + $(kill -l "$name")))
        expect_error "SIG$name" "$code" "^renoir: rank [0-3]: ended by signal|mpirun"
    done
    start_lasting
    signal_job KILL
    end_lasting
    show "kill -9"
    # Nothing runs on; what is left in its folder is removed by a later start.
    if wait_until 10 has_no_processes; then pass; else fail "kill -9: processes are left" <(traces); fi
    on_host 0 find /tmp -maxdepth 1 -name 'renoir-remote.*' | grep . >/dev/null || fail "kill -9: no folder was left"
    on_host 0 find /tmp -maxdepth 1 -name 'renoir-remote.*' -exec touch -d '-2 minutes' {} +
    for number in 0 1 2 3; do on_host "$number" sh -c 'rm -rf /tmp/ompi.* /dev/shm/*'; done
    # The system keeps the control ports of the daemons that were killed for a moment.
    for _ in 1 2 3 4 5; do
        wordcount /mnt/text
        if ! grep -qs "No sockets were able to be opened" "$folder/errors"; then break; fi
        sleep 2
    done
    expect_counts "the start after it"
    test_second_signal
    test_signal_while_looking
}

# As Ctrl-Z does: the job goes on meanwhile.
test_stopping() {
    signal_job STOP
    if is_counting; then pass; else fail "a start that is stopped has stopped the job"; fi
    signal_job CONT
}

# An mpirun that does not end is killed by the second signal.
test_second_signal() {
    start_lasting
    on_host 0 pkill -STOP -x mpirun
    signal_job INT
    sleep 1
    signal_job INT
    end_lasting
    show "a second SIGINT"
    if ((status == 130 && elapsed < 5000)); then pass; else fail "a second SIGINT: exit code $status" "$folder/errors"; fi
    if wait_until "$leaving_limit" has_no_processes; then pass; else fail "a second SIGINT: processes are left" <(traces); fi
    for number in 0 1 2 3; do on_host "$number" sh -c 'rm -rf /tmp/ompi.* /dev/shm/*'; done
}

test_signal_while_looking() {
    { entry 1 10.78.0.9 && entry 2 && entry 3; } | write_cluster
    as_user 0 boss sh -c 'echo $$ >pid; exec ./wordcount --remote cluster.toml /mnt/text' \
        >"$folder/output" 2>"$folder/errors" </dev/null &
    job=$!
    job_start=$(milliseconds)
    sleep 2
    signal_job TERM
    end_lasting
    expect_error "SIGTERM before the job" 143 "^renoir: ended by signal 15"
}
