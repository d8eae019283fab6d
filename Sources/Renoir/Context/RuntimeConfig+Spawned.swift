internal import Records

extension RuntimeConfig {
    /// From now on this process is none of the ranks of a launcher: their agents have started it.
    package static func keepToThisProcess() { Ranks.areOthers.store(true, ordering: .relaxed) }

    /// The arguments of this process that are not the engine's, in one that an agent has started anew.
    package static func programArguments() -> [String] {
        var options = RuntimeOptions(own: .any)
        let rest = (try? options.take(from: ownArguments())) ?? []
        return rest.map { String($0) }
    }
}
