# shellcheck shell=bash
# Builds programs of the tests as a user would: in a package of their own that depends on renoir. Sourced, never run.

# build_program NAME SOURCE [OPTION…]: builds the one file SOURCE, for release, with options of `swift build`; names the
# program in `program_file`. All programs are of one package in the project's build folder, so that the engine is compiled
# once, and little of it in the next run; with options it is another build.
build_program() {
    local name=$1 source=$2 target variant
    shift 2
    variant=${*//[^[:alnum:]]/}
    local package=${root:?}/.build/programs/package build=$root/.build/programs/${variant:-default}
    mkdir -p "$package/Sources/$name"
    cp "$source" "$package/Sources/$name/main.swift"
    # The package's name is that of its folder when it is depended on by path.
    ln -sfn "$root" "$package/renoir"
    {
        cat <<'PACKAGE'
// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "programs",
    dependencies: [.package(path: "renoir")],
    targets: [
PACKAGE
        for target in "$package"/Sources/*/; do
            target=$(basename "$target")
            say "        .executableTarget(name: \"$target\", dependencies: [.product(name: \"Renoir\", package: \"renoir\")]),"
        done
        say '    ]'
        say ')'
    } >"$package/Package.swift"
    swift build -c release "$@" --product "$name" --package-path "$package" --scratch-path "$build" >"$package/log" 2>&1 || {
        tail -n 40 "$package/log"
        die 1 "$source does not build"
    }
    # shellcheck disable=SC2034  # for the caller
    program_file=$(readlink -f "$build/release/$name")
}
