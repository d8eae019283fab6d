# shellcheck shell=bash
# Builds a program of the tests as a user would: as a package of its own that depends on renoir. Sourced, never run.

# build_program NAME SOURCE: builds the one file SOURCE, for release; names the program in `program_file`. All of it stays
# in the project's build folder, so that the next run compiles little.
build_program() {
    local name=$1 source=$2 build=${root:?}/.build/$1
    local package=$build/package
    mkdir -p "$package/Sources/$name"
    cp "$source" "$package/Sources/$name/main.swift"
    # The package's name is that of its folder when it is depended on by path.
    ln -sfn "$root" "$package/renoir"
    cat >"$package/Package.swift" <<PACKAGE
// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "$name",
    dependencies: [.package(path: "renoir")],
    targets: [.executableTarget(name: "$name", dependencies: [.product(name: "Renoir", package: "renoir")])]
)
PACKAGE
    swift build -c release --package-path "$package" --scratch-path "$build" >"$package/log" 2>&1 || {
        tail -n 40 "$package/log"
        die 1 "$source does not build"
    }
    # shellcheck disable=SC2034  # for the caller
    program_file=$(readlink -f "$build/release/$name")
}
