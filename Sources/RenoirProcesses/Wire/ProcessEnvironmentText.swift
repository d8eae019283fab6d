internal import SystemLibrary

/// The environment of this process as the new one gets it: variables, each with a zero at its end.
enum ProcessEnvironmentText {
    private static let launchers = ["OMPI_", "PMIX_", "PMI_", "PRTE_", "ORTE_", "OPAL_", "MPI_LOCAL"]

    static func own() -> [UInt8] { variables().flatMap { $0 + [0] } }

    /// A process is no rank: it must not take itself for one.
    static func withoutLauncher() -> [UInt8] {
        variables().filter { variable in
            !launchers.contains { variable.starts(with: $0.utf8) }
        }.flatMap { $0 + [0] }
    }

    private static func variables() -> [[UInt8]] {
        #if canImport(Darwin)
            var next = _NSGetEnviron().pointee
        #else
            var next = environ
        #endif
        var list: [[UInt8]] = []
        while let entry = next.pointee {
            list.append(Array(UnsafeRawBufferPointer(start: entry, count: strlen(entry))))
            next += 1
        }
        return list
    }
}
