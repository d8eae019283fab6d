// The start up to N from which the longest chain of Collatz leads to 1, and its steps.
//
//     collatz 1000000 --processes 4
import ExampleSupport
import Renoir

@main struct Collatz {
    struct Chain: Sendable, Codable {
        let start: Int
        let steps: Int
    }

    static func main() throws {
        var arguments = ProgramArguments(usage: "collatz N")
        let text = arguments.word("N")
        guard let last = Int(text), last > 0 else { arguments.refuse("N is a whole number from 1 on, not '\(text)'") }
        arguments.end()

        let context = StreamContext(arguments.config)
        let longest = context.parallelStream(1..<last + 1)
            .map { Chain(start: $0, steps: try steps(from: $0)) }
            .reduceAssociative { first, second in
                (first.steps, second.start) < (second.steps, first.start) ? second : first
            }
            .collect()
        let summary = try context.execute()

        if let chain = longest.value?.first {
            var output = StandardOutput(arguments.config)
            output.write("\(chain.start)\t\(chain.steps)\n")
            output.flush()
            StandardOutput.report("elapsed_s=\(summary.elapsed / .seconds(1))")
        }
    }

    private static func steps(from start: Int) throws(TooLarge) -> Int {
        var (number, steps) = (UInt64(start), 0)
        while number != 1 {
            if number.isMultiple(of: 2) {
                let halvings = number.trailingZeroBitCount
                number >>= UInt64(halvings)
                steps += halvings
            } else {
                guard number <= (.max - 1) / 3 else { throw TooLarge(start: start) }
                number = 3 * number + 1
                steps += 1
            }
        }
        return steps
    }

    struct TooLarge: Error, CustomStringConvertible {
        let start: Int
        var description: String { "the chain from \(start) leaves the numbers of 64 bits" }
    }
}
