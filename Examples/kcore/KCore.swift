// The core number of each vertex: the largest k for which it's in a part of the graph where each has k neighbours at least. Edges lead both
// ways; those from a vertex to itself, and those that come again, don't count.
//
//     kcore edges.txt --processes 2
//
// Each vertex starts with its number of neighbours, and takes the largest h for which h of its neighbours have h at least, until nothing
// changes (Montresor, De Pellegrini, Miorandi: Distributed k-core decomposition, 2013).
import ExampleSupport
import Renoir

@main struct KCore {
    static func main() throws {
        var arguments = ProgramArguments(usage: "kcore EDGES")
        let file = try arguments.config.orEnd { try EdgeList(arguments.word("EDGES")) }
        arguments.end()

        let context = StreamContext(arguments.config)
        let neighbours = file.edges(context).filter { $0.from != $0.to }
            .flatMap { [Edge(from: $0.from, to: $0.to), Edge(from: $0.to, to: $0.from)] }
            .groupBy { $0.from }.fold(Set<Int>()) { $0.insert($1.to) }
        let cores = neighbours.map { News.neighbours(Array($0)) }
            .iterateDeltas(
                upTo: .max, initial: Standing(), apply: { $0.hear($1) },
                { changed in
                    changed.join(neighbours).unkey()
                        .flatMap { pair in
                            pair.value.1.map { Word(to: $0, news: .core(of: pair.key, is: pair.value.0)) }
                        }
                        .groupBy { $0.to }.map { $0.news }
                }
            )
            .map { $0.core }.collect()
        // Vertices that only have edges to themselves are in the graph, too.
        let alone = file.edges(context).filter { $0.from == $0.to }.groupByCount { $0.from }.collect()
        let summary = try context.execute()

        if let cores = cores.value, let alone = alone.value {
            var all = Dictionary(uniqueKeysWithValues: alone.map { ($0.key, 0) })
            for core in cores { all[core.key] = core.value }
            var output = StandardOutput(arguments.config)
            for (vertex, core) in all.sorted(by: { $0.key < $1.key }) { output.write("\(vertex)\t\(core)\n") }
            output.flush()
            StandardOutput.report("elapsed_s=\(summary.elapsed / .seconds(1))")
        }
    }
}

/// What a vertex hears.
enum News: Sendable, Codable {
    case neighbours([Int])
    case core(of: Int, is: Int)
}

struct Word: Sendable, Codable {
    let to: Int
    let news: News
}

/// What a vertex knows.
struct Standing: Sendable, Codable {
    var core = 0
    /// Of each neighbour the last that was heard.
    private var cores: [Int: Int] = [:]
    /// Neighbours whose core number is this one's at least.
    private var supporters = 0

    /// - Returns: The core number, if it has changed.
    mutating func hear(_ news: News) -> Int? {
        switch news {
        case .neighbours(let all):
            for neighbour in all { cores[neighbour] = .max }
            core = all.count
            supporters = core
            return core
        case .core(let neighbour, let now):
            let before = cores.updateValue(now, forKey: neighbour) ?? 0
            guard before >= core, now < core else { return nil }
            supporters -= 1
            guard supporters < core else { return nil }
            settle()
            return core
        }
    }

    private mutating func settle() {
        var counts = Array(repeating: 0, count: core + 1)
        for other in cores.values { counts[min(other, core)] += 1 }
        var atLeast = 0
        for candidate in stride(from: core, through: 0, by: -1) {
            atLeast += counts[candidate]
            guard atLeast >= candidate else { continue }
            core = candidate
            supporters = atLeast
            return
        }
    }
}
