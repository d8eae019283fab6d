internal import Dataflow
internal import Session

extension StreamContext {
    /// Gives the files of a job that has succeeded their names: a job of its own, which succeeds or fails on all ranks.
    func nameFiles(_ session: RankSession, _ options: JobOptions) throws(JobError) {
        let commits = fileCommits
        let graph = Graph()
        let source = SourceNode<Int, Stateless>(
            name: "files get their names", replication: .one, makeState: { _, _ in Stateless() },
            emission: { cursor, _, _ in
                for commit in commits { try commit.commit() }
                cursor.isPending = false
            })
        let parts = OperatorParts<Int, Never, Stateless>(
            makeState: { _ in Stateless() },
            kernel: { cursor, _, _, _ in cursor.consumed = cursor.available })
        let port = Port(graph.add(source))
        graph.add(
            OperatorNode(name: "files have their names", kind: .sink, input: port, replication: .one, parts: parts))
        var options = options
        options.onProgress = nil
        options.onStart = nil
        _ = try Job(graph: graph, session: session, options: options).run()
    }
}
