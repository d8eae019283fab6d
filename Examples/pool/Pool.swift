// A pool of ten processes that do jobs. Prints the results in the order of the jobs.
//
//     pool 30 --kill 3 --processes 2
import Foundation
import RenoirProcesses

/// A process of the pool: squares what comes, until nothing comes.
struct Squarer: SpawnedProcess, Codable {
    func run(parent: ProcessID) throws {
        let jobs = try Receiver<Int>(from: parent)
        let results = try Sender<Int>(to: parent)
        while let job = try jobs.next() {
            // As if it took a while.
            usleep(10_000)
            try results.send(job * job)
        }
    }
}

/// A process of the pool as its owner sees it.
struct Member {
    let process: ProcessID
    let jobs: Sender<Int>
    let results: Receiver<Int>

    init() throws {
        process = try Processes.spawn(waiting: Squarer(), resources: Resources(memory: 20 << 20, cores: 0))
        jobs = try Sender(to: process)
        results = try Receiver(from: process)
    }
}

@main struct Pool {
    static func main() {
        Processes.main(resources: Resources(memory: 20 << 20, cores: 0), usage: "JOBS [--kill K]") { arguments in
            let options = try PoolOptions(arguments)
            var members = try (0..<PoolOptions.size).map { _ in try Member() }
            var left = Array(0..<options.jobs)
            var results = Array(repeating: 0, count: options.jobs)
            var victim = options.victim
            while !left.isEmpty {
                // Dealt out in turn. Who dies leaves jobs to the others.
                let dealt = left
                left = []
                var shares = members.map { _ in [Int]() }
                for (turn, job) in dealt.enumerated() {
                    let place = turn % members.count
                    shares[place].append(job)
                    try? members[place].jobs.send(job)
                }
                if let place = victim { Processes.send(signal: 9, to: members[place].process) }
                victim = nil
                for (member, share) in zip(members, shares) {
                    var done = 0
                    while done < share.count, let result = try? member.results.receive() {
                        results[share[done]] = result
                        done += 1
                    }
                    guard done < share.count else { continue }
                    let lost = share[done...]
                    let names = lost.map { "\($0)" }.joined(separator: ", ")
                    complain("process \(member.process) is gone; done again: jobs \(names)")
                    left += lost
                    members.removeAll { $0.process == member.process }
                }
                guard left.isEmpty || !members.isEmpty else { throw Misuse("all processes of the pool are gone") }
                left.sort()
            }
            for (job, result) in results.enumerated() { print("\(job)\t\(result)") }
        }
    }
}
