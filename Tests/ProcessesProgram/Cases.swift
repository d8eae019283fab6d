import Foundation
import RenoirProcesses

/// Programs of processes, by name: what they print is looked at from outside.
enum Cases {
    static func run(_ name: String) throws {
        switch name {
        case "success": exit(0)
        case "success-sleep":
            usleep(100_000)
            exit(0)
        case "success-return": return
        case "success-return-sleep": usleep(100_000)
        case "failure": exit(1)
        case "failure-sleep":
            usleep(100_000)
            exit(1)
        case "abort": abort()
        case "abort-sleep":
            usleep(100_000)
            abort()
        case "output-data": FileHandle.standardOutput.write(Data(0...255))
        case "sender-self": expect(.toItself) { _ = try Sender<Int>(to: Processes.id) }
        case "sender-duplicate":
            let child = try spawn("nothing")
            let sender = try Sender<Int>(to: child)
            expect(.duplicate(child)) { _ = try Sender<Int>(to: child) }
            let receiver = try Receiver<Int>(from: child)
            expect(.duplicate(child)) { _ = try Receiver<Int>(from: child) }
            withExtendedLifetime((sender, receiver)) {}
        case "resources":
            for more in 0..<4 {
                let memory = 20 << 20 + more
                _ = try Processes.spawn(
                    Child(role: "resources", number: memory), resources: Resources(memory: memory, cores: 0.001))
            }
        case "resource-limit": try limits()
        case "spawn": for _ in 0..<2 { _ = try spawn("nothing") }
        case "spawn-env":
            for _ in 0..<2 {
                let child = try spawn("environment")
                let theirs = try Receiver<[String]>(from: child).receive()
                guard theirs == Child.environment() else { throw Wrong("another environment: \(theirs)") }
            }
        case "spawn-multiple-sleep": for _ in 0..<10 { _ = try spawn("sleep", 100_000) }
        case "spawn-recv":
            for _ in 0..<2 { print(try Receiver<String>(from: try spawn("send")).receive()) }
        case "spawn-send":
            for _ in 0..<2 { try Sender<String>(to: try spawn("receive")).send("hi") }
        case "spawn-send-sleep":
            for _ in 0..<2 {
                let sender = try Sender<String>(to: try spawn("receive late"))
                usleep(100_000)
                try sender.send("hi")
            }
        case "spawn-send-recv":
            for number in 1...2 {
                let child = try spawn("echo number")
                try Sender<Int>(to: child).send(number)
                print(try Receiver<Int>(from: child).receive())
            }
        case "spawn-sender": for _ in 0..<2 { _ = try Receiver<String>(from: try spawn("unused sender")) }
        case "spawn-receiver": for _ in 0..<2 { _ = try Sender<String>(to: try spawn("unused receiver")) }
        case "spawn-sender-receiver": for _ in 0..<2 { _ = try Sender<String>(to: try spawn("unused sender")) }
        case "spawn-receiver-sender": for _ in 0..<2 { _ = try Receiver<String>(from: try spawn("unused receiver")) }
        case "spawn-multiple-send-recv":
            let children = try (0..<10).map { _ in try spawn("echo number") }
            for (number, child) in children.enumerated() { try Sender<Int>(to: child).send(number) }
            for child in children { print(try Receiver<Int>(from: child).receive()) }
        case "spawn-multiple-send-recv-recv-send": try swap(microseconds: 0)
        case "spawn-multiple-send-recv-recv-send-sleep": try swap(microseconds: 100_000)
        case "spawn-multiple-send-recv-stream": try echo()
        case "message-alltoall-sleep": try threads()
        default: try Cases.more(name)
        }
    }

    static func spawn(_ role: String, _ number: Int = 0) throws -> ProcessID {
        try Processes.spawn(Child(role: role, number: number), resources: .small)
    }

    static func expect(_ error: PeerError, _ body: () throws -> Void) {
        do {
            try body()
            print("no error instead of: \(error)")
            exit(9)
        } catch let other as PeerError where other == error {
            print(error)
        } catch {
            print("another error: \(error)")
            exit(9)
        }
    }

    private static func limits() throws {
        let gigabyte = 1 << 30
        func refuse(_ memory: Int) throws {
            do {
                _ = try Processes.spawn(Child(role: "nothing"), resources: Resources(memory: memory, cores: 0.05))
                throw Wrong("\(memory) bytes are free")
            } catch SpawnError.nothingFree {}
        }
        func hold(_ memory: Int) throws -> ProcessID {
            try Processes.spawn(waiting: Child(role: "wait"), resources: Resources(memory: memory, cores: 0.05))
        }
        try refuse(2 * gigabyte)
        var count = 1
        for _ in 0..<7 {
            let one = try hold(gigabyte)
            try refuse(gigabyte)
            for _ in 0..<6 {
                let other = try hold(gigabyte / 2)
                try refuse(gigabyte / 2)
                try refuse(1)
                try Sender<Int>(to: other).send(0)
                count += 1
            }
            try Sender<Int>(to: one).send(0)
            count += 1
        }
        print("\(count) processes")
    }

    private static func swap(microseconds: Int) throws {
        let children = try (0..<10).map { _ in try spawn("swap", microseconds) }
        let first = try children.map { (try Sender<String>(to: $0), try Receiver<Int>(from: $0)) }
        for (sender, _) in first { try sender.send("hi") }
        for (sender, receiver) in first {
            print(try receiver.receive())
            sender.close()
            receiver.close()
        }
        if microseconds > 0 { usleep(UInt32(microseconds)) }
        let second = try children.map { (try Sender<Int>(to: $0), try Receiver<String>(from: $0)) }
        for (_, receiver) in second { print(try receiver.receive()) }
        for (sender, _) in second { try sender.send(987_654_321) }
    }

    private static let texts = ["abc", "def", "ghi", "jkl", "mno"]

    private static func echo() throws {
        let workers = try (0..<10).map { number in
            let child = try spawn("echo stream", number)
            return (try Sender<String?>(to: child), try Receiver<String?>(from: child))
        }
        for (sender, _) in workers {
            for text in texts { try sender.send(text) }
            try sender.send(nil)
        }
        for (_, receiver) in workers {
            var whole = ""
            while let text = try receiver.receive() { whole += text }
            print(whole)
        }
    }

    /// Three threads that spawn at once.
    private static func threads() throws {
        let problems = Problems()
        let greeters = Thread {
            problems.note {
                for number in 0..<2 {
                    let greeter = try Processes.spawn(
                        Child(role: "sleeping greeter", text: "HELLO!!!"), resources: .small)
                    try Sender<String>(to: greeter).send("hello alec! \(number)")
                }
            }
        }
        let relay = Thread {
            problems.note {
                let first = try Processes.spawn(Child(role: "relay", number: 2, text: "2"), resources: .small)
                print("final: \(try Receiver<String>(from: first).receive())")
            }
        }
        let members = Thread {
            problems.note {
                let all = try (0..<2).map { try spawn("member", $0) }
                for member in all { try Sender<[ProcessID]>(to: member).send(all) }
            }
        }
        for thread in [greeters, relay, members] { thread.start() }
        try problems.join(3)
    }
}

/// What threads have run into, as they end.
final class Problems: @unchecked Sendable {
    private let condition = NSCondition()
    private var ended = 0
    private var errors: [any Error] = []

    func note(_ body: () throws -> Void) {
        let result = Result { try body() }
        condition.lock()
        ended += 1
        if case .failure(let error) = result { errors.append(error) }
        condition.signal()
        condition.unlock()
    }

    func join(_ count: Int) throws {
        condition.lock()
        while ended < count { condition.wait() }
        condition.unlock()
        if let error = errors.first { throw error }
    }
}
