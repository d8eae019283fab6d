import Foundation
import RenoirProcesses

/// A process of a random tree: it starts children, hears all that they say, and says something itself. Some are killed meanwhile.
struct Tree: SpawnedProcess, Codable {
    var seed: UInt64
    var depth: Int

    /// What its seed makes of it.
    private struct Plan {
        var children: [UInt64]
        var values: Int
        /// It kills itself half way.
        var dies: Bool
        /// The child that it kills when it has heard something of it.
        var victim: Int?

        init(_ seed: UInt64, depth: Int) {
            var random = SplitMix(seed)
            values = Int.random(in: 0...300, using: &random)
            dies = depth < 4 && Int.random(in: 0..<8, using: &random) == 0
            children = depth == 0 ? [] : (0..<Int.random(in: 1...3, using: &random)).map { _ in random.next() }
            victim = Int.random(in: 0..<6, using: &random) == 0 ? children.indices.randomElement(using: &random) : nil
        }
    }

    static func run(seed: UInt64) throws {
        let heard = try Tree(seed: seed, depth: 4).hearChildren()
        print("heard of \(heard) processes")
    }

    func run(parent: ProcessID) throws {
        let plan = Plan(seed, depth: depth)
        _ = try hearChildren()
        let sender = try Sender<Int>(to: parent)
        for value in 0..<plan.values {
            if plan.dies, value == plan.values / 2 { kill(getpid(), SIGKILL) }
            try sender.send(value)
        }
        if plan.dies { kill(getpid(), SIGKILL) }
        sender.close()
    }

    /// - Returns: How many children there were.
    private func hearChildren() throws -> Int {
        let plan = Plan(seed, depth: depth)
        let children = try plan.children.map {
            try Processes.spawn(
                waiting: Tree(seed: $0, depth: depth - 1), resources: Resources(memory: 1 << 20, cores: 0))
        }
        for (place, child) in children.enumerated() {
            let expected = Plan(plan.children[place], depth: depth - 1)
            let receiver = try Receiver<Int>(from: child)
            var next = 0
            var end: PeerError?
            while end == nil {
                do {
                    let value = try receiver.receive()
                    guard value == next else { throw Wrong("\(value) instead of \(next)") }
                    next += 1
                    if next == 10, place == plan.victim { Processes.send(signal: SIGKILL, to: child) }
                } catch let error as PeerError { end = error }
            }
            switch end {
            case .closed:
                guard next == expected.values, !expected.dies else { throw Wrong("\(next) of \(expected.values)") }
            case .died:
                guard expected.dies || place == plan.victim else { throw Wrong("\(child) has died") }
                guard place == plan.victim || next == expected.values / 2 else {
                    throw Wrong("\(next) of \(expected.values / 2) before its death")
                }
            default: throw Wrong("\(end.map { "\($0)" } ?? "no end")")
            }
        }
        return children.count
    }
}

/// Random numbers that are the same everywhere.
struct SplitMix: RandomNumberGenerator, Codable {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
