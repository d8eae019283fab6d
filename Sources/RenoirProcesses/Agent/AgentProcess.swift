internal import SystemLibrary

/// A process of this agent's.
final class AgentProcess {
    let id: ProcessID
    /// Who asked for it; nil for the first one.
    let asked: Asked?
    /// Its number in this system; 0 as long as it isn't known.
    var systemID: Int32 = 0
    var link: FrameLink?
    var outputs: [OutputPipe] = []
    /// Those that want to know how it ends.
    var watchers: [EndWatcher] = []

    init(_ id: ProcessID, asked: Asked?) {
        self.id = id
        self.asked = asked
    }

    /// Ends it, if it has begun.
    func send(_ signal: Int32) { if systemID > 0 { kill(systemID, signal) } }
}

/// Somebody who wants to know how a process ends: one of this agent's processes, or another agent.
enum EndWatcher {
    case process(ProcessID, id: UInt64)
    case agent(Int, number: UInt64)
}
