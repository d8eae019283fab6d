/// What a cluster file says about the jobs on it.
public struct JobSettings: Hashable {
    /// The ranks on each host, if they were told.
    public let ranksPerHost: Int?
    /// The worker threads of each rank, if they were told.
    public let threadsPerRank: Int?
    /// The names of environment variables that ranks get from the launcher's environment.
    public let environment: [String]
    /// Parameters of Open MPI's components, by name.
    public let mca: [String: String]

    /// One rank for each core, with one thread, and nothing else.
    public static let defaults = JobSettings()

    private init() {
        ranksPerHost = nil
        threadsPerRank = nil
        environment = []
        mca = [:]
    }

    /// - Throws: ``ConfigurationError``, with the key of the cluster file as its key, if a value can't be passed on.
    public init(
        ranksPerHost: Int?, threadsPerRank: Int? = nil, environment: [String] = [], mca: [String: String] = [:]
    ) throws(ConfigurationError) {
        try ranksPerHost?.check(in: Host.coreRange, key: "ranks_per_host")
        try threadsPerRank?.check(in: Host.coreRange, key: "threads_per_rank")
        for (index, name) in environment.enumerated() {
            guard Self.isVariable(name) else {
                throw ConfigurationError(
                    "'\(name)' is no name of an environment variable: letters of ASCII, digits and '_'",
                    key: "environment")
            }
            guard !environment[..<index].contains(name) else {
                throw ConfigurationError("'\(name)' stands there twice", key: "environment")
            }
        }
        for (name, value) in mca.sorted(by: { $0.key < $1.key }) {
            if let problem = Self.problem(ofParameter: name, value) {
                throw ConfigurationError(problem, key: "mca.\(name)")
            }
        }
        self.ranksPerHost = ranksPerHost
        self.threadsPerRank = threadsPerRank
        self.environment = environment
        self.mca = mca
    }

    /// The characters that a parameter's value may have beside letters and digits.
    ///
    /// Open MPI puts values into the command line of the remote shell, so whatever a shell would act on is left out.
    private static let valueMarks = Array("_.,:/=+@%^-".utf8)

    private static func isVariable(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 255 else { return false }
        return !first.isDigit && name.utf8.allSatisfy { $0.isNameByte || $0 == UInt8(ascii: "_") }
    }

    private static func problem(ofParameter name: String, _ value: String) -> String? {
        guard isVariable(name) else { return "'\(name)' is no name of a parameter: letters of ASCII, digits and '_'" }
        guard isParameterValue(value) else {
            return "'\(value)' can't be passed on: a value has 1 to 4096 letters of ASCII, digits and \(marks)"
        }
        return nil
    }

    /// Whether `value` reaches every component of Open MPI as it is, remote shells included.
    static func isParameterValue(_ value: String) -> Bool {
        (1...4096).contains(value.utf8.count) && value.utf8.allSatisfy { $0.isNameByte || valueMarks.contains($0) }
    }

    private static var marks: String {
        valueMarks.map { String(UnicodeScalar($0)) }.joined(separator: " ")
    }
}

extension JobSettings: Sendable {}
