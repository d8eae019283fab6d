/// What MPI refused to do, or what is wrong with the MPI that this process met.
public struct MPIError: Error, Sendable, Equatable {
    /// Where in the use of MPI it happened.
    public struct Kind: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        /// A call returned a code other than success.
        public static let call = Kind(rawValue: "call")
        /// The library that was loaded isn't the one whose header was compiled in.
        public static let library = Kind(rawValue: "library")
        /// The launcher started several processes and MPI saw only one.
        public static let launcher = Kind(rawValue: "launcher")
        /// The library doesn't offer the thread level that is needed.
        public static let threads = Kind(rawValue: "threads")
        /// MPI was used after its end.
        public static let lifetime = Kind(rawValue: "lifetime")
    }

    public var kind: Kind
    /// The code that MPI returned; 0 where no call failed.
    public var code: Int32
    /// MPI's class of that code, one of the library's `MPI_ERR_…`; 0 where no call failed.
    public var errorClass: Int32
    /// What happened, in MPI's own words where it has some, and what to do.
    public var message: String
    /// The rank that noticed, if it knew its rank already.
    public var rank: Int?

    public init(kind: Kind, code: Int32 = 0, errorClass: Int32 = 0, message: String, rank: Int? = nil) {
        self.kind = kind
        self.code = code
        self.errorClass = errorClass
        self.message = message
        self.rank = rank
    }
}

extension MPIError: CustomStringConvertible {
    public var description: String {
        guard let rank else { return message }
        return "rank \(rank): \(message)"
    }
}
