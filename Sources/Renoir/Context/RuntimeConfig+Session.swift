package import Session

extension RuntimeConfig {
    /// What the ranks share beside streams: collectives of other products go on in the same session.
    ///
    /// Collective, the first time, as the first ``StreamContext`` is.
    package func connect() throws(JobError) -> RankSession {
        try checkStart()
        return try ranks.connect()
    }
}
