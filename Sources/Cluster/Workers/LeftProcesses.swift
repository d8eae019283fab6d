internal import SystemLibrary

/// The processes that a program has left behind on a worker: those that the worker has started, and those below them.
///
/// They get SIGTERM, and what is there two seconds later SIGKILL.
struct LeftProcesses {
    private static let patience: UInt64 = 2000
    /// Milliseconds after which even a process that can't be killed is left.
    private static let mostPatience: UInt64 = 10_000

    private var children: [ChildProcess]
    private let start: UInt64

    /// They are told to end.
    init(_ children: [ChildProcess], at now: UInt64) {
        self.children = children
        start = now
        for child in children {
            // Who listened to them is gone: what they still say is read, so that they don't wait, and dropped.
            child.onOutput = { _ in }
            child.onErrors = { _ in }
            child.isHeard = true
            child.input = nil
            child.send(all: SIGTERM)
        }
    }

    /// Takes the ends of processes whose parents have ended, so that their numbers are free.
    static func reap(besides children: [ChildProcess]) {
        for orphan in orphans(besides: children) {
            var status: Int32 = 0
            waitpid(orphan, &status, WNOHANG)
        }
    }

    /// Those to listen to, so that their ends are noticed.
    var all: [ChildProcess] { children }

    /// Whether none is left.
    mutating func areGone(at now: UInt64) -> Bool {
        children = children.filter { $0.status == nil }
        let isLate = now - start >= Self.patience
        if isLate { for child in children { child.send(all: SIGKILL) } }
        let orphans = Self.orphans(besides: children)
        for orphan in orphans {
            // Daemons see to their own while they live.
            if children.isEmpty || isLate { kill(orphan, SIGKILL) }
            var status: Int32 = 0
            waitpid(orphan, &status, WNOHANG)
        }
        return children.isEmpty && orphans.isEmpty || now - start >= Self.mostPatience
    }

    /// Children of this process that became so because their parents have ended.
    private static func orphans(besides children: [ChildProcess]) -> [Int32] {
        let threads = OpenFile.names(inFolder: "/proc/self/task") { $0 != "." && $0 != ".." }
        let found = threads.flatMap { OpenFile.contents(of: "/proc/self/task/\($0)/children").split(separator: " ") }
        return found.compactMap { Int32($0) }.filter { pid in !children.contains { $0.pid == pid } }
    }
}
