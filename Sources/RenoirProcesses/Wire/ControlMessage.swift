/// What agents and processes say to each other. Bytes that belong to one, an argument or a piece of output, travel behind it.
enum ControlMessage: Codable, Equatable {
    // From a process to its agent, and on to the agent of rank 0, which decides.

    /// The bytes are the environment and the argument.
    case spawn(id: UInt64, resources: Resources, waits: Bool, function: String, environmentBytes: Int)
    case cancel(id: UInt64)
    /// How does it end? Answered when it has, by its own agent.
    case awaitEnd(id: UInt64, of: ProcessID)
    case send(signal: Int32, to: ProcessID)

    // Back to the process.

    case welcome(Welcome)
    case spawned(id: UInt64, process: ProcessID)
    case notSpawned(id: UInt64, SpawnError)
    /// nil if there is no such process.
    case ended(id: UInt64, ProcessEnd?)

    // Between agents.

    case host(HostReport)
    case plan(JobPlan)
    case ask(Asked, resources: Resources, waits: Bool)
    case revoke(Asked)
    case granted(Asked, process: ProcessID, cores: [Int])
    case refused(Asked, SpawnError)
    /// The bytes are the environment and the argument.
    case launch(Asked, process: ProcessID, resources: Resources, cores: [Int], function: String, environmentBytes: Int)
    case launched(Asked, process: ProcessID, system: Int32)
    case notLaunched(Asked, process: ProcessID, reason: String)
    case over(process: ProcessID, ProcessEnd)
    case report(number: UInt64, by: Int, of: ProcessID)
    case reported(number: UInt64, ProcessEnd?)
    case signal(Int32, to: ProcessID)
    /// The bytes are whole lines.
    case output(process: ProcessID, isError: Bool)
    case finish

    // Channels between hosts, by the number that the agent of the sender has given.

    case open(Relayed, to: ProcessID)
    /// So many bytes have been taken.
    case credit(Relayed, Int)
    case close(Relayed, isBack: Bool)
}

/// A request of a process, as agents name it.
struct Asked: Codable, Hashable {
    var id: UInt64
    var parent: ProcessID
}

/// A channel between hosts.
struct Relayed: Codable, Hashable {
    var origin: Int
    var number: UInt64
}

/// What an agent says of its host.
struct HostReport: Codable, Equatable {
    var name: String
    var memory: Int
    var coreParts: Int
    var cores: [Int]
}

/// What all agents are told.
struct JobPlan: Codable, Equatable {
    /// In the names of all sockets.
    var key: UInt64
    /// The host of each rank.
    var hosts: [Int]
}

/// What a process is told as it begins. The bytes are its argument.
struct Welcome: Codable, Equatable {
    var process: ProcessID
    /// nil for the first one.
    var parent: ProcessID?
    var resources: Resources
    var function: String
    var plan: JobPlan
}
