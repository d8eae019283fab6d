# shellcheck shell=bash
# Runs the steps of scripts/test, several lanes of them side by side. Sourced, never run.
#
# A lane is a function that calls `step` for one step after the other. When a step fails, all lanes end.

# All output of each step is kept here, and what a step has to say when it is over.
readonly step_log=${root:?}/.build/test-log
# What is worth showing of a step that passed.
readonly step_closing='Test run with|Executed [0-9]+ test|[0-9]+ passed, [0-9]+ failed|tests passed|^- skipped|: skipped|^Done [0-9]+ runs'

# The process of the current step, in each lane.
step_process=
# The lanes that are running.
declare -a lane_processes=()

begin_steps() {
    rm -rf "$step_log"
    mkdir -p "$step_log"
    trap 'end_lanes; exit 130' INT TERM
}

# step LIMIT NAME COMMAND…: runs one step with a time limit in seconds; ends the lane if it fails.
step() {
    local limit=$1 name=$2 start=$SECONDS status=0
    shift 2
    local file=$step_log/${name//[^[:alnum:]]/-}
    # The limit holds for the whole process group; an interrupt has to be passed on to it.
    timeout --kill-after=10 "$limit" "$@" >"$file" 2>&1 </dev/null &
    step_process=$!
    wait "$step_process" || status=$?
    step_process=
    local seconds=$((SECONDS - start))
    printf '%d\t%s\n' "$seconds" "$name" >>"$step_log/seconds"
    # In one go: other lanes write too.
    printf '%s\n' "$(report_step "$name" "$file" "$limit" "$seconds" "$status")"
    ((status == 0)) || exit 1
}

# report_step NAME FILE LIMIT SECONDS STATUS
report_step() {
    printf '%-44s %5d s\n' "$1" "$4"
    if (($5 == 0)); then
        grep -aE "$step_closing" "$2" | tail -n 6 | sed 's/^/    /' || true
        return
    fi
    tail -n 80 "$2"
    if (($5 == 124 || $5 == 137)); then say "✘ $1: not over after $3 s"; fi
    say "✘ failed: $1 (exit code $5). All of its output: ${2#"${root:?}/"}"
}

# lane FUNCTION: starts a lane.
lane() {
    # Ending a lane ends its step.
    (
        trap 'if [[ -n $step_process ]]; then kill "$step_process"; wait "$step_process"; fi; exit 130' INT TERM
        "$1"
    ) &
    lane_processes+=($!)
}

# Waits for all lanes; ends the others and the script if one fails.
join_lanes() {
    while ((${#lane_processes[@]} > 0)); do
        local status=0 over='' process
        wait -n -p over "${lane_processes[@]}" || status=$?
        if ((status != 0)); then
            end_lanes
            say "$(shell_checks) passed, 1 failed"
            exit 1
        fi
        local -a running=()
        for process in "${lane_processes[@]}"; do
            if ((process != over)); then running+=("$process"); fi
        done
        lane_processes=("${running[@]}")
    done
}

end_lanes() {
    local process
    for process in "${lane_processes[@]}"; do kill "$process" 2>/dev/null || true; done
    wait "${lane_processes[@]}" 2>/dev/null || true
    lane_processes=()
}

# The number of checks that our shell tests have passed: each closes with a line that tells it.
shell_checks() {
    local file line count sum=0
    for file in "$step_log"/*; do
        if line=$(grep -axE '[0-9]+ passed, [0-9]+ failed' "$file" | tail -n 1) && [[ -n $line ]]; then
            read -r count _ <<<"$line"
            sum=$((sum + count))
        fi
    done
    say "$sum"
}

# slowest_tests COUNT: the Swift tests that took longest, in seconds. Where tests ran side by side, one that waited for others
# took as long; these run one after the other.
slowest_tests() {
    local file=$step_log/Swift-tests-in-one-process
    sed -nE 's/^✔ Test ([^ ]*)( with [0-9]+ test cases)? passed after ([0-9.]+) seconds\.$/\3 \1/p' "$file" |
        sort -rn | sed -n "1,$1p"
}
