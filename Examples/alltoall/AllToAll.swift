// Processes of which each sends a number to each other one. Prints how many numbers have come.
//
//     alltoall 10 --processes 2
import RenoirProcesses

/// One of them: it hears who the others are, sends them numbers, and checks those that come.
struct Member: SpawnedProcess, Codable {
    var number: Int

    func run(parent: ProcessID) throws {
        let members = try Receiver<[ProcessID]>(from: parent).receive()
        // A short number fits a channel that nobody reads yet, so nobody waits for anybody here.
        let senders = try members.indices.filter { $0 != number }.map { other in
            let sender = try Sender<Int>(to: members[other])
            try sender.send(number * members.count + other)
            return sender
        }
        var received = 0
        for other in members.indices where other != number {
            let value = try Receiver<Int>(from: members[other]).receive()
            guard value == other * members.count + number else { throw Misuse("\(value) from member \(other)") }
            received += 1
        }
        withExtendedLifetime(senders) {}
        try Sender<Int>(to: parent).send(received)
    }
}

@main struct AllToAll {
    static func main() {
        Processes.main(resources: Resources(memory: 20 << 20, cores: 0), usage: "[N]") { arguments in
            guard arguments.count <= 1, let count = Int(arguments.first ?? "10"), (1...500).contains(count) else {
                throw Misuse("alltoall [N]: a number of processes from 1 to 500")
            }
            let small = Resources(memory: 20 << 20, cores: 0)
            let members = try (0..<count).map { try Processes.spawn(waiting: Member(number: $0), resources: small) }
            for member in members { try Sender<[ProcessID]>(to: member).send(members) }
            print(try members.reduce(0) { try $0 + Receiver<Int>(from: $1).receive() })
        }
    }
}
