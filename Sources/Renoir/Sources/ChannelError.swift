/// Why a record was not put into a channel.
///
/// ```swift
/// do {
///     while let reading = sensor.next() { try sender.send(reading) }
/// } catch ChannelError.jobEnded {
///     print("nobody takes readings any more")
/// }
/// ```
public struct ChannelError: Error, Hashable, Sendable {
    /// What kind of obstacle it is.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        /// The channel is full, and its job has not started in time.
        public static let notStarted = Code(rawValue: "notStarted")
        /// The channel was finished before.
        public static let finished = Code(rawValue: "finished")
        /// The job has ended or failed, or will never start.
        public static let jobEnded = Code(rawValue: "jobEnded")
        /// The channel begins on another rank.
        public static let otherRank = Code(rawValue: "otherRank")
    }

    public let code: Code
    /// What happened and what to do, in one line.
    public let message: String

    /// The channel is full, and its job has not started in time.
    public static let notStarted = ChannelError(
        .notStarted,
        "the channel is full and its job has not started; send from another thread than the one that executes it")
    /// The channel was finished before.
    public static let finished = ChannelError(.finished, "the channel is finished")
    /// The job has ended or failed, or will never start.
    public static let jobEnded = ChannelError(.jobEnded, "the job that takes from the channel is over")
    /// The channel begins on another rank.
    public static let otherRank = ChannelError(.otherRank, "a channel takes records on rank 0 only")

    private init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Lets errors of any type be caught by pattern.
    public static func ~= (pattern: ChannelError, error: any Error) -> Bool {
        (error as? ChannelError)?.code == pattern.code
    }
}

extension ChannelError: CustomStringConvertible {
    public var description: String { message }
}
