import RenoirProcesses

/// A thousand rounds. In each of them one of the processes starts another one, of which it tells all others, or ends: who does what, all
/// of them know from the same random numbers.
struct Stress: SpawnedProcess, Codable {
    private static let rounds = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 1000
    private static let most = 7

    private var random = SplitMix(0)
    private var round = 0
    private var started = 1
    /// Those that live, without a name for the new one.
    private var processes: [ProcessID?]
    private var place = 0

    private init(_ processes: [ProcessID?]) { self.processes = processes }

    static func run() throws {
        var first = Stress([Processes.id])
        try first.play()
    }

    func run(parent: ProcessID) throws {
        var own = self
        own.processes[place] = Processes.id
        try own.play()
    }

    private mutating func play() throws {
        var senders: [ProcessID: Sender<ProcessID>] = [:]
        var receivers: [ProcessID: Receiver<ProcessID>] = [:]
        while round < Self.rounds {
            round += 1
            let actor = Int.random(in: 0..<processes.count, using: &random)
            let isStart = processes.count == 1 || processes.count < Self.most && Bool.random(using: &random)
            guard let acting = processes[actor] else { throw Wrong("a process without a name") }
            if !isStart {
                if acting == Processes.id { return }
                processes.remove(at: actor)
                senders[acting] = nil
                receivers[acting] = nil
                continue
            }
            started += 1
            if acting == Processes.id {
                var child = self
                child.processes.append(nil)
                child.place = processes.count
                let new = try Processes.spawn(waiting: child, resources: Resources(memory: 512 << 20, cores: 0.001))
                for case let other? in processes where other != Processes.id {
                    let sender = try senders[other] ?? Sender(to: other)
                    senders[other] = sender
                    try sender.send(new)
                }
                processes.append(new)
            } else {
                let receiver = try receivers[acting] ?? Receiver(from: acting)
                receivers[acting] = receiver
                processes.append(try receiver.receive())
            }
        }
        if processes[0] == Processes.id { print("\(started) processes in \(round) rounds") }
    }
}
