import Foundation
import RenoirProcesses

/// The arguments of the pool.
struct PoolOptions {
    /// Processes of the pool.
    static let size = 10

    var jobs: Int
    /// The place of the process that is to be killed.
    var victim: Int?

    init(_ arguments: [String]) throws {
        var rest = arguments
        if let place = rest.firstIndex(of: "--kill") {
            guard place + 1 < rest.count, let number = Int(rest[place + 1]), (1...Self.size).contains(number) else {
                throw Misuse("--kill K: a process of the pool, from 1 to \(Self.size)")
            }
            victim = number - 1
            rest.removeSubrange(place...place + 1)
        }
        guard rest.count == 1, let jobs = Int(rest[0]), (1...100_000).contains(jobs) else {
            throw Misuse("pool JOBS [--kill K]: a number of jobs from 1 to 100000")
        }
        self.jobs = jobs
    }
}

/// A line on standard error.
func complain(_ text: String) { FileHandle.standardError.write(Data("pool: \(text)\n".utf8)) }
