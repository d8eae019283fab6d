import Foundation
import RenoirProcesses

/// Not a word of how its values could travel.
struct Unsendable: SpawnedProcess {
    let reference: Reference
    func run(parent: ProcessID) {}
}

final class Reference: Sendable {}

private struct Hidden: SpawnedProcess, Codable {
    func run(parent: ProcessID) {}
}

extension Cases {
    static func more(_ name: String) throws {
        switch name {
        case "threads-first": print(try Receiver<String>(from: try spawn("send")).receive())
        case "unencodable":
            do { _ = try Processes.spawn(Unsendable(reference: Reference())) } catch { print(error) }
        case "too-much":
            do { _ = try Processes.spawn(Child(role: "nothing"), resources: Resources(memory: 1 << 50)) } catch {
                if case .moreThanAnyHost = error { print("more than any host") }
            }
            do { _ = try Processes.spawn(Child(role: "nothing"), resources: Resources(cores: .nan)) } catch {
                print(error)
            }
        case "large-argument":
            let text = String(decoding: [UInt8](repeating: 120, count: 100 << 20), as: UTF8.self)
            let child = try Processes.spawn(
                Child(role: "bytes", text: text), resources: Resources(memory: 1 << 30, cores: 0))
            print(try Receiver<Int>(from: child).receive())
        case "large-message":
            let child = try Processes.spawn(
                Child(role: "large", number: 100 << 20), resources: Resources(memory: 1 << 30, cores: 0))
            let bytes = try Receiver<[UInt8]>(from: child).receive()
            print(bytes.count, bytes == [UInt8](repeating: 7, count: 100 << 20))
        case "last-words":
            // All of it is received, though the sender is gone by then.
            let child = try spawn("many", 100)
            _ = Processes.end(of: child)
            try printCount(child)
        case "many":
            try printCount(try spawn("many", 100_000))
        case "death":
            let child = try spawn("many and die", 1000)
            try printCount(child)
            print(Processes.end(of: child) ?? .exited(-1))
        case "death-of-waiting":
            let child = try spawn("wait")
            let receiver = try Receiver<Int>(from: child)
            let sender = try Sender<String>(to: child)
            Processes.send(signal: SIGKILL, to: child)
            expect(.died(child)) { _ = try receiver.receive() }
            expect(.died(child)) { while true { try sender.send("x") } }
        case "type-mismatch":
            let child = try spawn("receive")
            let sender = try Sender<Int>(to: child)
            do { while true { try sender.send(1) } } catch { print(error) }
        case "select": try select()
        case "memory-within": _ = try spawn("grow", 15)
        case "memory-beyond": _ = try spawn("grow", 1000)
        case "waits-for-itself":
            // The child has what its own child would need.
            let memory = 1200 << 20
            let child = try Processes.spawn(
                Child(role: "wait for room", number: memory), resources: Resources(memory: memory, cores: 0))
            print(try Receiver<String>(from: child).receive())
        case "stray", "stray-forever":
            let text = CommandLine.arguments.dropFirst(2).first ?? "1000"
            let child = Child(role: "stray", number: name == "stray" ? 0 : 1, text: text)
            _ = Processes.end(of: try Processes.spawn(child, resources: .small))
        case "core":
            _ = try Processes.spawn(Child(role: "core"), resources: Resources(memory: 20 << 20, cores: 1))
        case "streams": try streams()
        case "tree": try Tree.run(seed: UInt64(CommandLine.arguments.dropFirst(2).first ?? "1") ?? 1)
        case "resource-limit-stress": try Stress.run()
        case "input": while let line = readLine() { print("read \(line)") }
        case "hidden":
            do { _ = try Processes.spawn(Hidden(), resources: .small) } catch { print(error) }
        default: throw Wrong("there is no case \(name)")
        }
    }

    private static func printCount(_ child: ProcessID) throws {
        let receiver = try Receiver<Int>(from: child)
        var next = 0
        do {
            while true {
                guard try receiver.receive() == next else { throw Wrong("not in order") }
                next += 1
            }
        } catch let error as PeerError {
            print("\(next), then \(error == .exited(child) ? "exited" : error == .died(child) ? "died" : "\(error)")")
        }
    }

    private static func select() throws {
        let children = try (0..<3).map { _ in try spawn("echo number") }
        let receivers = try children.map { try Receiver<Int>(from: $0) }
        let senders = try children.map { try Sender<Int>(to: $0) }
        var sent = Set<Int>()
        var sum = 0
        var received = Set<Int>()
        while received.count < 3 {
            var cases: [ChannelCase] = []
            for place in 0..<3 where !sent.contains(place) {
                cases.append(senders[place].whenSent(place + 1) { sent.insert(place) })
            }
            for place in 0..<3 where !received.contains(place) && sent.contains(place) {
                cases.append(
                    receivers[place].whenReceived { value in
                        sum += value
                        received.insert(place)
                    })
            }
            _ = try Processes.select(cases)
        }
        print(sum)
    }

    private static func streams() throws {
        let child = try spawn("many", 1000)
        let squares = StreamContext(.local(2))
        let sums = squares.stream(from: try Receiver<Int>(from: child)).map { $0 * 2 }.fold(0) { $0 += $1 }.collect()
        try squares.execute()
        print(sums.value ?? [])
        let other = try spawn("echo number")
        let sender = try Sender<Int>(to: other)
        let context = StreamContext(.local(1))
        context.stream(of: [21]).forEach { try sender.send($0) }
        try context.execute()
        print(try Receiver<Int>(from: other).receive())
    }
}
