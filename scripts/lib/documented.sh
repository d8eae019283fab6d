# shellcheck shell=bash
# Runs the commands that a page of the documentation shows. Sourced, never run.
#
# Blocks of the language `console` hold commands, as `$ command`, and below each what it prints on standard output.

# documented_section FILE TITLE: the section of FILE with that title of level two.
documented_section() {
    awk -v title="## $2" '/^## / { inside = $0 == title } inside' "$1"
}

# first_block LANGUAGE [FILE]: the first block of the language. Reads to the end: who writes to it must not be cut off.
first_block() {
    local language=$1
    shift
    awk -v start="\`\`\`$language" '$0 == start && !over { inside = 1; next } /^```$/ { over = over || inside; inside = 0 } inside' "$@"
}

# documented_program FILE: the first Swift program of FILE.
documented_program() { first_block swift "$1"; }

# block_that_imports MODULE FILE [NUMBER]: the first Swift block of FILE that imports the module, or the one of that number.
block_that_imports() {
    awk -v wanted="import $1" -v number="${3:-1}" '
        /^```swift$/ { inside = 1; block = ""; found = 0; next }
        /^```$/ { if (inside && found && --number == 0) { printf "%s", block; exit } inside = 0 }
        inside { block = block $0 "\n"; if ($0 == wanted) found = 1 }' "$2"
}

# documented_lines FILE REGEX: the commands in indented lines of FILE that match, each once; what two spaces part from a
# command explains it.
documented_lines() {
    sed -n 's/^    \([^ ].*\)/\1/p' "$1" | sed 's/  .*//' | grep -E -- "$2" | sort -u
}

# What runs the commands; nothing for the shell of the test itself.
documented_runner=()

# check_documented FILE TITLE LIMIT: runs each command of the section in the current folder, with a limit in seconds; it
# has to succeed and to print what stands below it. Needs pass and fail, and the folder $folder for its own files.
check_documented() {
    local file=$1 title=$2 most=$3 line command='' found=''
    while IFS= read -r line; do
        if [[ $line == '$ '* || $line == '```' ]]; then
            if [[ -n $command ]]; then
                found=yes
                check_documented_command "$most" "$command"
            fi
            command=${line#'$ '}
            [[ $line != '```' ]] || command=
            : >"${folder:?}/documented"
        else
            printf '%s\n' "$line" >>"${folder:?}/documented"
        fi
    done < <(documented_section "$file" "$title" | awk '/^```console$/ { inside = 1; next } inside; /^```$/ { inside = 0 }')
    if [[ -z $found ]]; then fail "$file has no command in the section '$title'"; fi
}

check_documented_command() {
    local most=$1 command=$2 status=0
    "${documented_runner[@]}" timeout --kill-after=2 "$most" bash -c "$command" \
        >"${folder:?}/printed" 2>"$folder/errors" </dev/null || status=$?
    if ((status != 0)); then
        fail "documented: $command: exit code $status" "${folder:?}/errors"
    elif ! diff -a "${folder:?}/documented" "$folder/printed" >"$folder/difference"; then
        fail "documented: $command: wrong output (< documented, > printed)" "${folder:?}/difference"
    else
        pass
    fi
}
