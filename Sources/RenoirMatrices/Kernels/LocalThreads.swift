internal import Renoir
internal import Threading

extension MatrixContext {
    /// Products for which a thread is worth its start.
    private static let leastWork = 1e6

    /// Calls `body` for ranges that cover `0..<count`, on this rank's threads if there is enough to do.
    ///
    /// - Parameters:
    ///   - work: Operations for all of it.
    ///   - body: What it does must not depend on the ranges.
    func inParallel(_ count: Int, work: Double, _ body: @escaping @Sendable (Range<Int>) -> Void) {
        let parts = Swift.min(config.threads, count, Int(Swift.min(work / Self.leastWork, 4096)))
        guard parts > 1 else { return body(0..<count) }
        let ranges = (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
        var threads: [EngineThread] = []
        for range in ranges.dropFirst() {
            do { threads.append(try EngineThread { body(range) }) } catch { body(range) }
        }
        body(ranges[0])
        for thread in threads { thread.join() }
    }
}
