// Groups points around centroids: Lloyd's algorithm. The first points of the file are where centroids start.
//
//     kmeans points.csv --clusters 15 --iterations 20 --processes 2
import ExampleSupport
import Renoir

@main struct KMeans {
    static func main() throws {
        var arguments = ProgramArguments(usage: "kmeans POINTS.csv --clusters K --iterations I")
        let clusters = arguments.need(arguments.number("--clusters"), "--clusters")
        let iterations = arguments.need(arguments.number("--iterations"), "--iterations")
        let points = try arguments.config.orEnd { try PointFile(arguments.word("POINTS.csv")) }
        arguments.end()
        let start = try arguments.config.orEnd { try points.first(clusters) }
        let columns = points.columns
        guard columns > 0, start.count == clusters * columns else {
            arguments.refuse("\(clusters) clusters of \(columns == 0 ? 0 : start.count / columns) points")
        }

        let context = StreamContext(arguments.config)
        let last = points.blocks(context).replay(
            upTo: iterations, state: Centroids(values: start, sums: PartialSums(clusters, columns)),
            into: PartialSums(clusters, columns), local: { $0.add($1) }, global: { $0.sums.add($1) },
            while: {
                $0.move(columns)
                return true
            }
        ) { blocks, centroids in
            blocks.map { block in PartialSums(of: block, around: centroids.value.values, clusters, columns) }
        }.collect()
        let summary = try context.execute()

        if let centroids = last.value?.first?.values {
            var output = StandardOutput(arguments.config)
            for cluster in 0..<clusters {
                let row = centroids[cluster * columns..<(cluster + 1) * columns]
                output.write(row.map { $0.rounded(digits: 6) }.joined(separator: "\t") + "\n")
            }
            output.flush()
            StandardOutput.report("elapsed_s=\(summary.elapsed / .seconds(1))")
        }
    }
}

/// What all ranks know of an iteration.
struct Centroids: Codable {
    /// Their coordinates, one behind the other.
    var values: [Double]
    /// Of the iteration that goes on.
    var sums: PartialSums

    /// Each centroid goes to the mean of its points; one without points stays.
    mutating func move(_ columns: Int) {
        for (cluster, count) in sums.counts.enumerated() where count > 0 {
            for place in cluster * columns..<(cluster + 1) * columns {
                values[place] = sums.sums[place] / Double(count)
            }
        }
        sums = PartialSums(sums.counts.count, columns)
    }
}

/// Of each cluster, the sum of some of its points.
struct PartialSums: Codable {
    var sums: [Double]
    var counts: [Int]

    init(_ clusters: Int, _ columns: Int) {
        sums = Array(repeating: 0, count: clusters * columns)
        counts = Array(repeating: 0, count: clusters)
    }

    /// Adds each point of a block to the sum of the centroid that it's closest to: the first one of several.
    init(of block: [Double], around centroids: [Double], _ clusters: Int, _ columns: Int) {
        self.init(clusters, columns)
        block.withUnsafeBufferPointer { block in
            centroids.withUnsafeBufferPointer { centroids in
                sums.withUnsafeMutableBufferPointer { sums in
                    for point in stride(from: 0, to: block.count, by: columns) {
                        var (nearest, least) = (0, Double.infinity)
                        for cluster in 0..<clusters {
                            var distance = 0.0
                            for column in 0..<columns {
                                let difference = block[point &+ column] - centroids[cluster &* columns &+ column]
                                distance += difference * difference
                            }
                            if distance < least { (nearest, least) = (cluster, distance) }
                        }
                        counts[nearest] += 1
                        for column in 0..<columns { sums[nearest &* columns &+ column] += block[point &+ column] }
                    }
                }
            }
        }
    }

    mutating func add(_ other: PartialSums) {
        for place in sums.indices { sums[place] += other.sums[place] }
        for place in counts.indices { counts[place] += other.counts[place] }
    }
}
