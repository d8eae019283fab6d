# shellcheck shell=bash
# Builds the programs of the tests as a user would: in a package of their own that depends on renoir. Sourced, never run.
#
# All of them are of one package in the project's build folder, optimised and with Swift's libraries inside, so that hosts
# without Swift run them too and the engine is compiled once for all tests.
source "${root:?}/scripts/lib/documented.sh"

readonly programs_folder=$root/.build/programs
# Programs of that package, and products of renoir itself.
readonly own_programs=(app drawing words errors pages test-kit user-program failure-program renoir-bench kernels
    kernels-planted)
readonly products=(wordcount csvquery renoir-hostfile)

# program_source NAME: prints where the sources are of a program that is more than one file; the source of the others.
program_source() {
    case $1 in
        app) documented_program README.md ;;
        # The README's program, which draws itself before it runs.
        drawing) documented_program README.md | sed 's/^ *let summary/print(context.explain(.mermaid))\n&/' ;;
        words) documented_program docs/running.md ;;
        errors) block_that_imports Renoir docs/guide.md ;;
        pages) block_that_imports Renoir docs/guide.md 2 ;;
        test-kit) block_that_imports RenoirTestKit docs/guide.md ;;
        user-program) cat Tests/UserPackage/main.swift ;;
        failure-program) cat Tests/FailureProgram/main.swift ;;
        *) return 1 ;;
    esac
}

# Writes the package with all of its programs. A file that is as it was keeps its time, or it would be compiled again.
write_programs() (
    cd "$root" || exit
    local name folder file sources=$programs_folder/package/Sources
    mkdir -p "$sources"
    # Users may have a checkout of any name.
    ln -sfn "$root" "$programs_folder/checkout"
    for name in "${own_programs[@]}"; do
        folder=$sources/$name
        if [[ -d Benchmarks/Sources/$name ]]; then
            ln -sfn "$root/Benchmarks/Sources/$name" "$folder"
            continue
        fi
        mkdir -p "$folder"
        program_source "$name" >"$programs_folder/source"
        [[ -s $programs_folder/source ]] || die 1 "there is no program for $name"
        # Swift takes a file of that name for statements.
        if grep -q '^@main ' "$programs_folder/source"; then file=App.swift; else file=main.swift; fi
        find "$folder" -name '*.swift' ! -name "$file" -delete
        if ! cmp -s "$programs_folder/source" "$folder/$file"; then cp "$programs_folder/source" "$folder/$file"; fi
    done
    program_manifest "$programs_folder/package" >"$programs_folder/package/Package.swift"
)

# program_manifest PACKAGE: the README's manifest, but with all programs in the folder as targets, and with a checkout of another
# name.
program_manifest() {
    local line target product
    block_that_imports PackageDescription "${root:?}/README.md" | sed 's|"\.\./renoir"|"../checkout"|' | while IFS= read -r line; do
        if [[ $line != *.executableTarget\(name:\ \"app\"* ]]; then
            printf '%s\n' "$line"
            continue
        fi
        for target in "$1"/Sources/*/; do
            product=Renoir
            if grep -q '^import RenoirTestKit$' "$target"/*.swift; then product=RenoirTestKit; fi
            sed "s/name: \"app\"/name: \"$(basename "$target")\"/; s/name: \"Renoir\"/name: \"$product\"/; s/,*$/,/" <<<"$line"
        done
    done
}

# The package manager doesn't notice when code changes that a program has inlined: then its objects go.
forget_stale_objects() {
    local name program
    for name in "${own_programs[@]}" "${products[@]}"; do
        program=$(program_path "$name")
        if [[ ! -e $program || -n $(find "$root/Sources" -type f -newer "$program" -print -quit) ]]; then
            rm -f "$programs_folder"/build/*/release/"${name//-/_}".build/*.o
        fi
    done
}

program_path() { say "$programs_folder/build/release/$1"; }

# swift_build_programs [OPTION…]
swift_build_programs() {
    swift build -c release --static-swift-stdlib --package-path "$programs_folder/package" \
        --scratch-path "$programs_folder/build" "$@" >"$programs_folder/log" 2>&1 || {
        tail -n 40 "$programs_folder/log"
        die 1 "the programs of the tests do not build: $*"
    }
}

# Builds all of them.
build_programs() {
    local product
    write_programs
    forget_stale_objects
    swift_build_programs
    for product in "${products[@]}"; do swift_build_programs --product "$product"; done
}

# build_program NAME: builds one of them, unless RENOIR_PROGRAMS says that they are ready; names it in `program_file`.
build_program() {
    if [[ ${RENOIR_PROGRAMS:-} != ready ]]; then
        write_programs
        forget_stale_objects
        swift_build_programs --product "$1"
    fi
    program_file=$(readlink -f "$(program_path "$1")")
    [[ -x $program_file ]] || die 1 "there is no program $1"
}
