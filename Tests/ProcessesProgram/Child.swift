import Foundation
import RenoirProcesses

/// A process of a case, by the name of what it does.
struct Child: SpawnedProcess, Codable {
    var role: String
    var number = 0
    var text = ""
    var processes: [ProcessID] = []

    func run(parent: ProcessID) throws {
        switch role {
        case "nothing": break
        case "say": print(text)
        case "sleep": usleep(UInt32(number))
        case "wait": _ = try Receiver<Int>(from: parent).receive()
        case "send": try Sender<String>(to: parent).send("hi")
        case "receive": print(try Receiver<String>(from: parent).receive())
        case "receive late":
            usleep(100_000)
            print(try Receiver<String>(from: parent).receive())
        case "echo number":
            let receiver = try Receiver<Int>(from: parent)
            try Sender<Int>(to: parent).send(try receiver.receive() * 2)
        case "unused sender": _ = try Sender<String>(to: parent)
        case "unused receiver": _ = try Receiver<String>(from: parent)
        case "swap": try swap(parent)
        case "echo stream":
            print("hi \(number)")
            let receiver = try Receiver<String?>(from: parent)
            let sender = try Sender<String?>(to: parent)
            while let text = try receiver.receive() { try sender.send(text) }
            try sender.send(nil)
            print("done \(number)")
        case "resources":
            guard Processes.resources.memory == number else { throw Wrong("\(Processes.resources)") }
            print("resources \(Processes.resources.memory)")
        case "environment": try Sender<[String]>(to: parent).send(Self.environment())
        case "sleeping greeter": try greet(parent)
        case "relay": try relay(parent)
        case "member": try meet(parent)
        case "grow": grow()
        case "stray": stray(parent)
        case "bytes": try Sender<Int>(to: parent).send(text.utf8.count)
        case "large": try Sender<[UInt8]>(to: parent).send([UInt8](repeating: 7, count: number))
        case "many": for value in 0..<number { try Sender<Int>.shared(parent).send(value) }
        case "many and die":
            for value in 0..<number { try Sender<Int>.shared(parent).send(value) }
            kill(getpid(), SIGKILL)
        case "wait for room": try waitForRoom(parent)
        case "core": print("bound to \(Self.coreCount())")
        default: throw Wrong("there is no role \(role)")
        }
    }

    static func environment() -> [String] {
        let variables = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }.sorted()
        return CommandLine.arguments + variables
    }

    static func coreCount() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") } ?? ""
        return line.dropFirst("Cpus_allowed:".count).reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
    }

    private func swap(_ parent: ProcessID) throws {
        let receiver = try Receiver<String>(from: parent)
        let sender = try Sender<Int>(to: parent)
        print(try receiver.receive())
        try sender.send(1_234_567_890)
        receiver.close()
        sender.close()
        if number > 0 { usleep(UInt32(number)) }
        let second = try Receiver<Int>(from: parent)
        try Sender<String>(to: parent).send("ho")
        print(try second.receive())
    }

    private func greet(_ parent: ProcessID) throws {
        let hello = try Receiver<String>(from: parent).receive()
        print("\(hello) : \(text)")
        for step in 0..<3 {
            usleep(50_000)
            print(step)
        }
        print("done: \(hello)")
    }

    private func relay(_ parent: ProcessID) throws {
        guard number > 0 else { return try Sender<String>(to: parent).send(text) }
        let next = Child(role: "relay", number: number - 1, text: "\(text), \(number - 1)")
        let child = try Processes.spawn(next, resources: .small)
        try Sender<String>(to: parent).send(try Receiver<String>(from: child).receive())
    }

    private func meet(_ parent: ProcessID) throws {
        let members = try Receiver<[ProcessID]>(from: parent).receive()
        guard members[number] == Processes.id else { throw Wrong("member \(number) is another one") }
        let others = members.indices.filter { $0 != number }
        let senders = try others.map { try Sender<Int>(to: members[$0]) }
        let receivers = try others.map { try Receiver<Int>(from: members[$0]) }
        for (other, sender) in zip(others, senders) { try sender.send(number * other) }
        for (other, receiver) in zip(others, receivers) {
            guard try receiver.receive() == number * other else { throw Wrong("another number") }
        }
        print("met")
    }

    /// Takes memory until there is none.
    private func grow() {
        var blocks: [UnsafeMutableRawPointer] = []
        for _ in 0..<number {
            guard let block = malloc(1 << 20) else {
                print("no more")
                exit(3)
            }
            memset(block, 1, 1 << 20)
            blocks.append(block)
        }
        print("enough")
    }

    /// Leaves processes behind that would stay for ever: one in its group, and one in a session of its own.
    private func stray(_ parent: ProcessID) {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "sleep \(text) & setsid sleep \(text) & wait"]
        try? shell.run()
        if number > 0 { while true { sleep(100) } }
        usleep(100_000)
    }

    private func waitForRoom(_ parent: ProcessID) throws {
        do {
            _ = try Processes.spawn(waiting: Child(role: "nothing"), resources: Resources(memory: number, cores: 0))
            try Sender<String>(to: parent).send("room")
        } catch {
            try Sender<String>(to: parent).send("\(error)")
        }
    }
}

extension Resources {
    static let small = Resources(memory: 20 << 20, cores: 0.001)
}

extension Sender {
    /// The one sender to a process that a role has.
    static func shared(_ process: ProcessID) throws -> Sender<Value> {
        if let sender = known as? Sender<Value> { return sender }
        let sender = try Sender<Value>(to: process)
        known = sender
        return sender
    }
}
nonisolated(unsafe) private var known: AnyObject?

/// Something is not as it should be.
struct Wrong: Error {
    let text: String
    init(_ text: String) { self.text = text }
}
