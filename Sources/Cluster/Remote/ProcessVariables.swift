internal import SystemLibrary

/// The environment that processes get, and the programs that are found in it.
struct ProcessVariables {
    var values: [String: String]
    /// The bytes of `PATH`.
    private let searchPath: [UInt8]

    init(_ values: [String: String], searchPath: [UInt8]? = nil) {
        self.values = values
        self.searchPath = searchPath ?? Array((values["PATH"] ?? "/usr/bin:/bin").utf8)
    }

    /// Those of this process.
    static func current() -> ProcessVariables {
        var values: [String: String] = [:]
        #if canImport(Darwin)
            var next = _NSGetEnviron().pointee
        #else
            var next = environ
        #endif
        while let entry = next.pointee {
            let words = String(cString: entry).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if words.count == 2 { values[String(words[0])] = String(words[1]) }
            next += 1
        }
        return ProcessVariables(values, searchPath: values["PATH"].map { _ in ProcessEnvironment.searchPath() })
    }

    /// Makes `mpirun` reach the hosts on its command line, and no others, by ssh.
    ///
    /// What is set here is set for Open MPI's daemons on the hosts too.
    mutating func prepareForMpirun(isRoot: Bool) {
        values.merge(MpirunVariables.permission(isRoot: isRoot)) { told, _ in told }
        values.merge(MpirunVariables.hosts) { _, required in required }
        for name in MpirunVariables.moreHosts + ["OMPI_MCA_plm_rsh_agent"] { values[name] = nil }
        values["OMPI_MCA_plm"] = "rsh"
    }

    /// The path of `program`, in the first folder of `PATH` that has it.
    func find(_ program: String, advice: String = "") throws(RemoteStartError) -> String {
        if let path = ProgramFile.find(program, in: searchPath) { return path }
        throw RemoteStartError(.configuration, "there is no \(program) in PATH" + advice)
    }
}

extension ProcessVariables: Sendable {}
