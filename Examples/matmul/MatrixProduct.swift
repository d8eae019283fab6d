// Multiplies two matrices of CSV files, whose rows lie over the ranks.
//
//     matmul a.csv b.csv --processes 2
//     matmul a.csv b.csv --output c.csv
import ExampleSupport
import MatrixExampleSupport
import Renoir
import RenoirBLAS
import RenoirMatrices

@main struct MatrixProduct {
    static func main() throws {
        var arguments = ProgramArguments(usage: "matmul A.csv B.csv [--output C.csv]")
        let output = arguments.option("--output")
        let (left, right) = (arguments.word("A.csv"), arguments.word("B.csv"))
        arguments.end()

        let matrices = MatrixContext(arguments.config)
        matrices.use(.openBLAS)
        try matrices.run {
            let a = try matrices.readCSV(left)
            let b = try matrices.readCSV(right)
            let clock = ContinuousClock.now
            let product = try a.times(b)
            let elapsed = ContinuousClock.now - clock
            if let output { try product.writeCSV(output) } else { try product.print(arguments.config) }
            if matrices.rank == 0 {
                StandardOutput.report("elapsed_s=\(elapsed / .seconds(1)) products=\(matrices.productsName)")
            }
        }
    }
}
