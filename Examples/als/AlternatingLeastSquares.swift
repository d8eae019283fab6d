// Factorises ratings by alternating least squares: a row of R numbers for each user and each item, whose products are close to the ratings.
// Prints the root mean square error over all ratings after each iteration.
//
//     als ratings.csv --rank 8 --iterations 10 --lambda 0.1 --seed 1 --processes 2
//
// A line is a user, an item and a rating. In an iteration the users' rows are solved for, then those of the items; lambda is what is added to
// the diagonal of each system of equations.
import ExampleSupport
import Renoir

@main struct AlternatingLeastSquares {
    static func main() throws {
        var arguments = ProgramArguments(usage: "als RATINGS --rank R --iterations I --lambda L --seed S")
        let rank = arguments.need(arguments.number("--rank"), "--rank")
        let iterations = arguments.need(arguments.number("--iterations", in: 1...Int.max / 3), "--iterations")
        let lambda = arguments.need(arguments.decimal("--lambda"), "--lambda")
        let seed = arguments.need(arguments.number("--seed", in: 0...Int.max), "--seed")
        guard lambda > 0 else { arguments.refuse("--lambda is a number above 0, not \(lambda)") }
        let file = try arguments.config.orEnd { try EdgeList(arguments.word("RATINGS")) }
        arguments.end()

        let clock = ContinuousClock.now
        let counting = StreamContext(arguments.config)
        let users = file.edges(counting).groupByCount { $0.from }.collectAll()
        let items = file.edges(counting).groupByCount { $0.to }.collectAll()
        try counting.execute()
        let sides = [Vertices(users.value!.map(\.key)), Vertices(items.value!.map(\.key))]
        let ratings = users.value!.reduce(0) { $0 + $1.value }

        // Ratings lie by user, and again by item; the rows of both are known everywhere.
        let context = StreamContext(arguments.config)
        func rows(_ side: Int, of edges: DataStream<Edge>) -> DataStream<Ratings> {
            edges.groupBy { $0.from }.fold([Edge]()) { $0.append($1) }.unkey().map { row in
                let others = row.value.map { (Int32(sides[1 - side].place(of: $0.to)), $0.weight) }
                    .sorted { $0 < $1 }
                return Ratings(
                    side: side, place: sides[side].place(of: row.key), others: others.map(\.0), values: others.map(\.1))
            }
        }
        let edges = file.edges(context)
        let all = rows(0, of: edges).merge(rows(1, of: edges.map { $0.reversed }))
        let last = all.replay(
            upTo: 3 * iterations, state: Factors(sides.map(\.count), rank: rank, seed: seed), into: Solutions(),
            local: { $0.add($1) }, global: { $0.take($1) },
            while: {
                $0.advance(ratings)
                return true
            }
        ) { rows, factors in
            rows.compactMap { row in factors.value.work(on: row, lambda: lambda) }
        }.collect()
        try context.execute()

        if let errors = last.value?.first?.errors {
            var output = StandardOutput(arguments.config)
            for error in errors { output.write(error.rounded(digits: 6) + "\n") }
            output.flush()
            StandardOutput.report("elapsed_s=\((ContinuousClock.now - clock) / .seconds(1))")
        }
    }
}
