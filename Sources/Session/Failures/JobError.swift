internal import Records

/// Why a job could not start or did not finish.
public struct JobError: Error, Sendable, Equatable {
    /// What kind of failure it is; each kind has its exit code.
    public struct Code: Hashable, Sendable {
        /// The exit code of a program that ends with this failure.
        public let exitCode: Int32

        /// - Parameter exitCode: From 1 to 255. Anything else is no failure that a program can end with, and counts as ``user``.
        public init(exitCode: Int32) { self.exitCode = (1...255).contains(exitCode) ? exitCode : 1 }

        /// A closure of the program threw.
        public static let user = Code(exitCode: 1)
        /// The command line is wrong.
        public static let usage = Code(exitCode: 2)
        /// The configuration does not fit, or the ranks do not fit together.
        public static let configuration = Code(exitCode: 3)
        /// The pipeline can't run as it is built.
        public static let graph = Code(exitCode: 4)
        /// The input is not what it should be.
        public static let data = Code(exitCode: 5)
        /// Reading, writing or the network failed.
        public static let io = Code(exitCode: 6)
        /// Memory, threads or another budget is used up.
        public static let resources = Code(exitCode: 7)
        /// The engine broke a rule of its own.
        public static let `internal` = Code(exitCode: 70)
    }

    public var code: Code
    /// What happened and what to do, in one line.
    public var message: String
    /// The operator in which it happened, as `explain()` names it.
    public var `operator`: String?
    /// The rank on which it happened; nil in a job of one process.
    public var rank: Int?

    public init(_ code: Code, _ message: String, operator: String? = nil, rank: Int? = nil) {
        self.code = code
        self.message = TypeName.withoutAddresses(message)
        self.operator = `operator`
        self.rank = rank
    }
}

extension JobError: CustomStringConvertible {
    public var description: String {
        [rank.map { "rank \($0)" }, `operator`, message].compactMap(\.self).joined(separator: ": ")
    }
}

extension JobError {
    /// `error` as a job's error: what is one already stays as it is, with the operator if it had none.
    package init(wrapping error: any Error, operator: String?) {
        if let error = error as? JobError {
            self = error
            self.operator = error.operator ?? `operator`
        } else if error is WireError {
            self.init(.internal, "records from another rank can't be read: \(error)", operator: `operator`)
        } else {
            self.init(.user, "\(error)", operator: `operator`)
        }
    }
}
