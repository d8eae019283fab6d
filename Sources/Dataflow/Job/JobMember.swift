/// What a rank says of itself before a job.
package struct JobMember: Sendable {
    package let host: String
    package let threads: Int
    /// Where it may run, as its `JobOptions` say.
    package let seat: String
}
