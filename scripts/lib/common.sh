# shellcheck shell=bash
# What every script needs: the project's folder, messages, and the list of its files. Sourced, never run.

# The scripts work from any folder, and name files relative to the project's.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root" || exit

# Exit codes, as the programs have them.
# shellcheck disable=SC2034  # used by the scripts that source this file
readonly exit_usage=2 exit_configuration=3

# The name under which the user called the script.
program=scripts/${0##*/}

say() { printf '%s\n' "$*"; }

# One line on standard error, and out: die CODE MESSAGE
die() {
    local code=$1
    shift
    printf '%s: %s\n' "$program" "$*" >&2
    exit "$code"
}

# Prints the comment at the top of the calling script: it is the help text.
show_help() {
    sed -n '2,/^[^#]/{ s/^# \{0,1\}//p; }' "$root/$program"
}

usage_error() {
    die "$exit_usage" "$* (see $program --help)"
}

# Prints a command as one could type it, then runs it.
show_and_run() {
    printf '\n$'
    printf ' %q' "$@"
    printf '\n'
    "$@"
}

# The files of the project, without what builds leave behind: all that match one of the patterns, as in `[[ == ]]`.
project_files() {
    local file pattern
    all_project_files | while IFS= read -r file; do
        for pattern in "$@"; do
            # shellcheck disable=SC2053  # a pattern, not a word
            if [[ -f $file && $file == $pattern ]]; then printf '%s\n' "$file" && break; fi
        done
    done
}

all_project_files() {
    if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
        git ls-files --cached --others --exclude-standard
    else
        # An unpacked archive has no index; the names are those that .gitignore leaves out.
        find . \( -name '.build*' -o -name .git -o -name build -o -name .swiftpm \) -prune -o -type f -print | cut -c 3-
    fi
}
