// The directions in which points vary most: a row of length 1 for each, the one of greatest variance first. The largest entry of
// each, by magnitude, is positive.
//
//     pca X.csv --components 2 --processes 2
import ExampleSupport
import MatrixExampleSupport
import Renoir
import RenoirMatrices

@main struct PrincipalComponents {
    static func main() throws {
        var arguments = ProgramArguments(usage: "pca X.csv --components K")
        let count = arguments.need(arguments.number("--components"), "--components")
        let file = arguments.word("X.csv")
        arguments.end()

        let matrices = MatrixContext(arguments.config)
        try matrices.run {
            let x = try matrices.readCSV(file)
            guard count <= x.columns else { arguments.refuse("\(count) components of \(x.columns) columns") }
            guard x.rows > 1 else { throw JobError(.data, "\(file) has \(x.rows) rows; a variance needs two") }
            try x.checkFinite(file)
            let clock = ContinuousClock.now
            let centred = try x - x.columnMeans()
            let covariances = try centred.transposedTimes(centred) / Double(x.rows - 1)
            try covariances.eigenvectors(count).vectors.print(arguments.config)
            if matrices.rank == 0 { StandardOutput.report("elapsed_s=\((ContinuousClock.now - clock) / .seconds(1))") }
        }
    }
}
