# shellcheck shell=bash
# Counts the checks of a shell test. Sourced, never run.

passed=0
failed=0
# After so many failures the rest tells nothing new, and hanging programs would take hours.
most_failures=20

pass() { passed=$((passed + 1)); }

# fail WHAT [FILE]: tells what went wrong, with the beginning of FILE, which shows it.
fail() {
    failed=$((failed + 1))
    printf '✘ %s\n' "$1" >&2
    if [[ -n ${2:-} && -s $2 ]]; then head -n 12 "$2" | cut -c 1-200 | sed 's/^/    /' >&2; fi
    if ((failed >= most_failures)); then
        say "✘ $failed failures are enough: the rest is not run"
        tally || exit 1
    fi
}

skip() { printf -- '- skipped: %s\n' "$1"; }

# Prints the closing line; its status is that of the test.
tally() {
    printf '%d passed, %d failed\n' "$passed" "$failed"
    ((failed == 0))
}
