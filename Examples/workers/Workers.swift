// Ten processes say hello and send a number. Prints the sum.
//
//     workers --processes 2
import RenoirProcesses

/// A process that says hello, and sends what it's worth.
struct Worker: SpawnedProcess, Codable {
    var number: Int

    func run(parent: ProcessID) throws {
        print("hello worker \(number)!")
        try Sender<Int>(to: parent).send(number * 100)
    }
}

@main struct Workers {
    static func main() {
        Processes.main { _ in
            let small = Resources(memory: 20 << 20, cores: 0)
            let workers = try (0..<10).map { try Processes.spawn(Worker(number: $0), resources: small) }
            let total = try workers.reduce(0) { try $0 + Receiver<Int>(from: $1).receive() }
            print("total \(total)!")
        }
    }
}
