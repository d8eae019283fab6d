# shellcheck shell=bash
# Builds programs of the tests as a user would: in a package of their own that depends on renoir. Sourced, never run.
source "${root:?}/scripts/lib/documented.sh"

# program_manifest PACKAGE: the README's manifest, but with all programs in the folder as targets.
program_manifest() {
    local line target product
    block_that_imports PackageDescription "${root:?}/README.md" | while IFS= read -r line; do
        if [[ $line != *.executableTarget\(name:\ \"app\"* ]]; then
            printf '%s\n' "$line"
            continue
        fi
        for target in "$1"/Sources/*/; do
            product=Renoir
            if grep -q '^import RenoirTestKit$' "$target/main.swift"; then product=RenoirTestKit; fi
            sed "s/name: \"app\"/name: \"$(basename "$target")\"/; s/name: \"Renoir\"/name: \"$product\"/; s/,*$/,/" <<<"$line"
        done
    done
}

# build_program NAME SOURCE [OPTION…]: builds the one file SOURCE, for release, with options of `swift build`; names the
# program in `program_file`. All programs are of one package in the project's build folder, so that the engine is compiled
# once, and little of it in the next run; with options it is another build.
build_program() {
    local name=$1 source=$2 variant
    shift 2
    variant=${*//[^[:alnum:]]/}
    local package=${root:?}/.build/programs/package build=$root/.build/programs/${variant:-default}
    mkdir -p "$package/Sources/$name"
    cp "$source" "$package/Sources/$name/main.swift"
    # The package's name is that of its folder when it is depended on by path.
    ln -sfn "$root" "$root/.build/programs/renoir"
    program_manifest "$package" >"$package/Package.swift"
    swift build -c release "$@" --product "$name" --package-path "$package" --scratch-path "$build" >"$package/log" 2>&1 || {
        tail -n 40 "$package/log"
        die 1 "$source does not build"
    }
    # shellcheck disable=SC2034  # for the caller
    program_file=$(readlink -f "$build/release/$name")
}
