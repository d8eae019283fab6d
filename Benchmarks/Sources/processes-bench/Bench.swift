// What processes and channels cost. Prints one number a line, with its name; `scripts/bench-processes` sets others beside them.
import Foundation
import RenoirProcesses

/// The other end of what is measured.
struct Partner: SpawnedProcess, Codable {
    var role: String
    var count = 0

    func run(parent: ProcessID) throws {
        switch role {
        case "ping":
            let receiver = try Receiver<UInt64>(from: parent)
            let sender = try Sender<UInt64>(to: parent)
            for _ in 0..<count { try sender.send(try receiver.receive()) }
        case "take":
            let receiver = try Receiver<[UInt8]>(from: parent)
            var bytes = 0
            for _ in 0..<count { bytes += try receiver.receive().count }
            try Sender<Int>(to: parent).send(bytes)
        case "first":
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC, &time)
            try Sender<Int>(to: parent).send(time.tv_sec * 1_000_000_000 + time.tv_nsec)
        default: _ = try Receiver<Int>(from: parent).receive()
        }
    }
}

@main struct Bench {
    static func main() {
        Processes.main(resources: Resources(memory: 1 << 30, cores: 0)) { arguments in
            let all = ["ping", "throughput", "spawn", "alive"]
            for name in arguments.isEmpty ? all : arguments { try measure(name) }
        }
    }

    static func measure(_ name: String) throws {
        // Where hosts are declared, the second one: what is measured goes through the agents.
        let resources = Resources(memory: 1 << 30, cores: 0)
        switch name {
        case "ping":
            let count = 100_000
            let partner = try Processes.spawn(Partner(role: "ping", count: count), resources: resources)
            let sender = try Sender<UInt64>(to: partner)
            let receiver = try Receiver<UInt64>(from: partner)
            let time = try seconds {
                for value in 0..<UInt64(count) {
                    try sender.send(value)
                    _ = try receiver.receive()
                }
            }
            print("ping_us=\(time / Double(count) * 1e6)")
        case "throughput":
            let count = 4000
            let partner = try Processes.spawn(Partner(role: "take", count: count), resources: resources)
            let sender = try Sender<[UInt8]>(to: partner)
            let block = [UInt8](repeating: 7, count: 1 << 20)
            let time = try seconds {
                for _ in 0..<count { try sender.send(block) }
                _ = try Receiver<Int>(from: partner).receive()
            }
            print("gigabytes_per_s=\(Double(count << 20) / time / 1e9)")
        case "spawn":
            var times: [Int] = []
            for _ in 0..<200 {
                let start = now()
                let child = try Processes.spawn(Partner(role: "first"), resources: Resources(memory: 1 << 20, cores: 0))
                times.append(try Receiver<Int>(from: child).receive() - start)
            }
            times.sort()
            print("spawn_ms=\(Double(times[times.count / 2]) / 1e6)")
            print("spawn_slowest_ms=\(Double(times[times.count - 1]) / 1e6)")
        default:
            let count = 500
            var children: [ProcessID] = []
            let time = try seconds {
                for _ in 0..<count {
                    let small = Resources(memory: 1 << 20, cores: 0)
                    children.append(try Processes.spawn(Partner(role: "wait"), resources: small))
                }
            }
            let ending = try seconds {
                for child in children { try Sender<Int>(to: child).send(0) }
                for child in children { _ = Processes.end(of: child) }
            }
            print("alive_start_s=\(time)")
            print("alive_end_s=\(ending)")
        }
    }

    static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = now()
        try body()
        return Double(now() - start) / 1e9
    }
}
