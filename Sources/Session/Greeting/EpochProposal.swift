package import Records

/// What a rank says of an epoch that it's about to begin: what all ranks need to have alike, and what they want to know of each other.
///
/// ```swift
/// struct FarmProposal: EpochProposal {
///     static let kind = "task farm"
///     var tasks: Int
///     func store(in writer: inout WireWriter) { writer.store(Int64(tasks)) }
///     init(from reader: inout WireReader, of rank: Int) throws(WireError) { tasks = Int(try reader.load(Int64.self)) }
///     static func check(_ proposals: [Self]) throws(JobError) { … }
/// }
/// ```
package protocol EpochProposal {
    /// What messages call an epoch of this kind.
    static var kind: String { get }

    /// Stores it, in 10 KiB at most.
    func store(in writer: inout WireWriter)

    /// What `rank` has stored.
    init(from reader: inout WireReader, of rank: Int) throws(WireError)

    /// Compares what all ranks say, in their order. All ranks call it with the same.
    ///
    /// - Throws: Why they can't do it together.
    static func check(_ proposals: [Self]) throws(JobError)
}
