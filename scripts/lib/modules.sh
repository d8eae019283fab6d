# shellcheck shell=bash
# Compiles modules of ours by themselves, for what builds without SwiftPM. Sourced, never run.

# How SwiftPM compiles our modules (Package.swift).
# shellcheck disable=SC2034  # for the scripts that source this file
module_options=(-swift-version 6 -warnings-as-errors -package-name renoir
    -enable-upcoming-feature InternalImportsByDefault -enable-upcoming-feature ExistentialAny)

# build_module NAME FOLDER: leaves Sources/NAME in FOLDER as a module and an object file, and finds there those that it imports.
build_module() {
    swiftc -O -wmo -parse-as-library "${module_options[@]}" -module-name "$1" -I "$2" -emit-module \
        -emit-module-path "$2/$1.swiftmodule" -c -o "$2/$1.o" "Sources/$1"/*.swift
}
