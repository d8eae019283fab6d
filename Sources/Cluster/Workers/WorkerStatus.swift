/// What workers do just now.
package enum WorkerStatus {
    /// Milliseconds for the answer, once a worker has said who it is.
    private static let patience: UInt64 = 5000

    /// Asks the workers at `addresses`, side by side.
    ///
    /// - Returns: A line for each: its address, and what it does or why it can't be asked; and the cause of the first
    ///   failure.
    package static func ask(
        _ addresses: [WorkerAddress], token: WorkerToken
    ) throws(RemoteStartError) -> (lines: [String], cause: RemoteStartError.Cause?) {
        let loop = try ProcessLoop()
        let workers = try WorkerConnections(addresses, token: token, loop)
        for link in workers.links { link.send(.askStatus) }
        let deadline = ProcessLoop.milliseconds() + patience
        try loop.wait { () throws(RemoteStartError) in
            ProcessLoop.milliseconds() >= deadline
                || workers.links.allSatisfy { $0.status != nil || $0.problem != nil }
        }
        let lines = workers.links.map { link in
            let ranks = link.facts.map { $0.slots == 1 ? "" : " (\($0.slots) slots)" } ?? ""
            return "\(link.address)\(ranks): \(link.status ?? link.problem?.message ?? "no answer")".visible
        }
        let isFine = workers.links.allSatisfy { $0.status != nil }
        return (lines, isFine ? nil : workers.problem?.cause ?? .network)
    }
}
