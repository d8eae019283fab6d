/// Whether the MPI library that was loaded is the one whose header was compiled in.
///
/// Handles, constants and the layout of `MPI_Status` differ between vendors: a program that runs with the wrong
/// library crashes or, worse, doesn't.
enum LibraryAgreement {
    /// Vendors that keep to MPICH's binary interface, so that one may stand in for another.
    private static let mpichFamily: [String] = ["MPICH", "Intel", "MVAPICH", "CRAY", "ParaStation"]

    /// What is wrong, or `nil`.
    ///
    /// - Parameters:
    ///   - vendor: The header's vendor, empty if it is unknown.
    ///   - version: The header's version, as "4.1.4".
    ///   - library: What `MPI_Get_library_version` says.
    static func problem(vendor: String, version: String, library: String) -> String? {
        if vendor.isEmpty || agree(vendor: vendor, version: version, library: library) { return nil }
        let line = library.split(whereSeparator: \.isNewline).first.map(String.init) ?? "a library without a name"
        return "this program was compiled for \(vendor) \(version), but the library that was loaded is \(line); "
            + "compile it again here, or load the MPI module that it was compiled with"
    }

    private static func agree(vendor: String, version: String, library: String) -> Bool {
        if vendor == "Open MPI" {
            guard library.hasPrefix("Open MPI v") else { return false }
            return major(library.dropFirst("Open MPI v".count)) == major(version[...])
        }
        return mpichFamily.contains { library.hasPrefix($0) }
    }

    private static func major(_ version: Substring) -> Substring { version.prefix { $0.isNumber } }
}
