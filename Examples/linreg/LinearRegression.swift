// Fits a linear regression by least squares: the intercept, then a coefficient for each column of X, one a line.
//
//     linreg X.csv y.csv --processes 2
import ExampleSupport
import MatrixExampleSupport
import Renoir
import RenoirMatrices

@main struct LinearRegression {
    static func main() throws {
        var arguments = ProgramArguments(usage: "linreg X.csv y.csv")
        let (inputs, outputs) = (arguments.word("X.csv"), arguments.word("y.csv"))
        arguments.end()

        let matrices = MatrixContext(arguments.config)
        try matrices.run {
            let x = try matrices.readCSV(inputs)
            let y = try matrices.readCSV(outputs)
            guard y.columns == 1, y.rows == x.rows else {
                throw JobError(.data, "\(outputs) has \(y.rows) × \(y.columns) numbers, and \(inputs) \(x.rows) rows")
            }
            guard x.rows > x.columns else {
                throw JobError(.data, "\(x.rows) rows are too few for \(x.columns) coefficients and an intercept")
            }
            try x.checkFinite(inputs)
            try y.checkFinite(outputs)
            let clock = ContinuousClock.now
            // Around the means there is no intercept, and numbers are small.
            let (xMeans, yMean) = (try x.columnMeans(), try y.columnMeans())
            let coefficients = try (x - xMeans).leastSquares(y - yMean)
            let intercept = try yMean - xMeans.times(coefficients)
            try intercept.rbind(coefficients).print(arguments.config)
            if matrices.rank == 0 { StandardOutput.report("elapsed_s=\((ContinuousClock.now - clock) / .seconds(1))") }
        }
    }
}
