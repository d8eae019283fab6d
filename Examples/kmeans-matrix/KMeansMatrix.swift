// Groups points around centroids, as kmeans does, in the operations of matrices. The first points of the file are where centroids
// start.
//
//     kmeans-matrix points.csv --clusters 15 --iterations 20 --processes 2
import ExampleSupport
import MatrixExampleSupport
import Renoir
import RenoirMatrices

@main struct KMeansMatrix {
    static func main() throws {
        var arguments = ProgramArguments(usage: "kmeans-matrix POINTS.csv --clusters K --iterations I")
        let clusters = arguments.need(arguments.number("--clusters"), "--clusters")
        let iterations = arguments.need(arguments.number("--iterations"), "--iterations")
        let file = arguments.word("POINTS.csv")
        arguments.end()

        let matrices = MatrixContext(arguments.config)
        try matrices.run {
            let points = try matrices.readCSV(file)
            guard points.rows >= clusters, points.columns > 0 else {
                arguments.refuse("\(clusters) clusters of \(points.rows) points")
            }
            try points.checkFinite(file)
            let clock = ContinuousClock.now
            var centroids = try points.slice(rows: 0..<clusters).placed(.replicated)
            for _ in 0..<iterations { centroids = try moved(centroids, to: points) }
            let elapsed = ContinuousClock.now - clock

            if matrices.rank == 0 {
                var output = StandardOutput(arguments.config)
                for cluster in 0..<clusters {
                    let row = centroids.local[cluster * points.columns..<(cluster + 1) * points.columns]
                    output.write(row.map { $0.rounded(digits: 6) }.joined(separator: "\t") + "\n")
                }
                output.flush()
                StandardOutput.report("elapsed_s=\(elapsed / .seconds(1))")
            }
        }
    }

    /// Each centroid goes to the mean of the points that it's closest to: the first one of several. One without points stays.
    private static func moved(_ centroids: Matrix<Double>, to points: Matrix<Double>) throws -> Matrix<Double> {
        var distances = points.context.fill(0.0, rows: points.rows, columns: 0)
        for cluster in 0..<centroids.rows {
            let centroid = try centroids.slice(rows: cluster..<cluster + 1)
            let squares = try points.combined(with: centroid) { (point, centroid) -> Double in
                (point - centroid) * (point - centroid)
            }
            distances = try distances.cbind(squares.rowSums())
        }
        let nearest = try distances.rowArgMin().map { Double($0) }
        let numbers = try points.context.sequence(from: 0.0, by: 1, count: centroids.rows, .replicated).transposed()
        // A 1 in each row, in the column of its cluster.
        let members = try nearest .== numbers
        let counts = try members.columnSums().transposed()
        let means = try members.transposedTimes(points) / counts
        let hasPoints = counts .> 0
        return try means.combined(with: hasPoints) { $1 > 0 ? $0 : 0 }
            + centroids.combined(with: hasPoints) { $1 > 0 ? 0 : $0 }
    }
}
