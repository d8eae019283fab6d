// Fits a logistic regression by gradient descent over all rows. The last column is the label, 0 or 1.
//
//     logistic data.csv --iterations 100 --rate 0.1 --processes 2
import ExampleSupport
import Foundation
import Renoir

@main struct Logistic {
    static func main() throws {
        var arguments = ProgramArguments(usage: "logistic DATA.csv --iterations I --rate R")
        let iterations = arguments.need(arguments.number("--iterations"), "--iterations")
        let rate = arguments.need(arguments.decimal("--rate"), "--rate")
        let rows = try arguments.config.orEnd { try PointFile(arguments.word("DATA.csv")) }
        arguments.end()
        let columns = rows.columns
        guard columns > 0 else { arguments.refuse("\(rows.file) is empty") }

        let context = StreamContext(arguments.config)
        let last = rows.blocks(context).replay(
            upTo: iterations, state: Model(columns), into: Gradient(columns), local: { $0.add($1) },
            global: { $0.gradient.add($1) },
            while: {
                $0.step(rate)
                return true
            }
        ) { blocks, model in
            blocks.map { block in try Gradient(of: block, at: model.value.weights) }
        }.collect()
        let summary = try context.execute()

        if let weights = last.value?.first?.weights {
            var output = StandardOutput(arguments.config)
            for weight in weights { output.write(weight.rounded(digits: 6) + "\n") }
            output.flush()
            StandardOutput.report("elapsed_s=\(summary.elapsed / .seconds(1))")
        }
    }
}

/// The intercept, then a weight for each column but the last.
struct Model: Codable {
    var weights: [Double]
    /// Of the iteration that goes on.
    var gradient: Gradient

    init(_ columns: Int) {
        weights = Array(repeating: 0, count: columns)
        gradient = Gradient(columns)
    }

    /// Goes down by `rate` of the mean gradient.
    mutating func step(_ rate: Double) {
        for place in weights.indices where gradient.rows > 0 {
            weights[place] -= rate * gradient.sums[place] / Double(gradient.rows)
        }
        gradient = Gradient(weights.count)
    }
}

/// The gradient of the negative logarithm of the likelihood, summed over rows.
struct Gradient: Codable {
    var sums: [Double]
    var rows = 0

    init(_ columns: Int) { sums = Array(repeating: 0, count: columns) }

    init(of block: [Double], at weights: [Double]) throws {
        self.init(weights.count)
        let columns = weights.count
        for row in stride(from: 0, to: block.count, by: columns) {
            let label = block[row + columns - 1]
            guard label == 0 || label == 1 else { throw BadLabel(label: label) }
            var sum = weights[0]
            for column in 1..<columns { sum += weights[column] * block[row + column - 1] }
            let error = 1 / (1 + exp(-sum)) - label
            sums[0] += error
            for column in 1..<columns { sums[column] += error * block[row + column - 1] }
            rows += 1
        }
    }

    mutating func add(_ other: Gradient) {
        for place in sums.indices { sums[place] += other.sums[place] }
        rows += other.rows
    }

    struct BadLabel: Error, CustomStringConvertible {
        let label: Double
        var description: String { "a label is 0 or 1, not \(label)" }
    }
}
