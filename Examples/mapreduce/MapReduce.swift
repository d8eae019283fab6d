// Counts words by map and reduce: mappers read files and send each word to the reducer that it belongs to. Prints `word<TAB>count` in order.
//
//     mapreduce *.txt --processes 2
import Foundation
import RenoirProcesses

let small = Resources(memory: 100 << 20, cores: 0)

/// Counts the words of some files, and gives each reducer its share.
struct Mapper: SpawnedProcess, Codable {
    var files: [String]
    var reducers: [ProcessID]

    func run(parent: ProcessID) throws {
        var counts = reducers.map { _ in [String: Int]() }
        for file in files {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) {
                // The same reducer in all processes, which `hashValue` would not be.
                let place = word.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % reducers.count
                counts[place][String(word), default: 0] += 1
            }
        }
        for (reducer, counts) in zip(reducers, counts) { try Sender<[String: Int]>(to: reducer).send(counts) }
    }
}

/// Adds up what all mappers have counted.
struct Reducer: SpawnedProcess, Codable {
    func run(parent: ProcessID) throws {
        let mappers = try Receiver<[ProcessID]>(from: parent).receive()
        var sums: [String: Int] = [:]
        for mapper in mappers { sums.merge(try Receiver<[String: Int]>(from: mapper).receive(), uniquingKeysWith: +) }
        try Sender<[String: Int]>(to: parent).send(sums)
    }
}

@main struct MapReduce {
    static func main() {
        Processes.main(resources: small, usage: "FILE…") { files in
            guard !files.isEmpty else { throw Misuse("mapreduce FILE…") }
            let reducers = try (0..<3).map { _ in try Processes.spawn(waiting: Reducer(), resources: small) }
            let mappers = try (0..<min(4, files.count)).map { place in
                let share = files.indices.filter { $0 % 4 == place }.map { files[$0] }
                return try Processes.spawn(waiting: Mapper(files: share, reducers: reducers), resources: small)
            }
            for reducer in reducers { try Sender<[ProcessID]>(to: reducer).send(mappers) }
            let sums = try reducers.reduce(into: [:]) { sums, reducer in
                sums.merge(try Receiver<[String: Int]>(from: reducer).receive(), uniquingKeysWith: +)
            }
            for (word, count) in sums.sorted(by: { $0.key < $1.key }) { print("\(word)\t\(count)") }
        }
    }
}
