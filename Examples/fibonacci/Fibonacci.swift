// A Fibonacci number by processes that start two more each. Prints the number.
//
//     fibonacci 10 --processes 2
import RenoirProcesses

/// The call of a function, as a process.
struct Fibonacci: SpawnedProcess, Codable {
    var number: Int

    func run(parent: ProcessID) throws { try Sender<Int>(to: parent).send(Self.value(number)) }

    static func value(_ number: Int) throws -> Int {
        guard number > 1 else { return number }
        let small = Resources(memory: 1 << 20, cores: 0)
        let one = try Processes.spawn(waiting: Fibonacci(number: number - 1), resources: small)
        let other = try Processes.spawn(waiting: Fibonacci(number: number - 2), resources: small)
        return try Receiver<Int>(from: one).receive() + Receiver<Int>(from: other).receive()
    }
}

@main struct Main {
    static func main() {
        Processes.main(resources: Resources(memory: 1 << 20, cores: 0), usage: "N") { arguments in
            guard arguments.count == 1, let number = Int(arguments[0]), (0...20).contains(number) else {
                throw Misuse("fibonacci N: a number from 0 to 20")
            }
            print(try Fibonacci.value(number))
        }
    }
}
