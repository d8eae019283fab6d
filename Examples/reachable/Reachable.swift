// How far the positions of a sliding puzzle are from the solved one. Prints `depth:states` for each number of moves.
//
//     reachable 3x3 --processes 2
import ExampleSupport
import RenoirDomains

@main struct Reachable {
    static func main() throws {
        let (config, arguments) = RuntimeConfig.fromArguments(own: .any)
        let puzzle = ReachableOptions.parse(arguments, config)
        let context = StreamContext(config)

        let reached = try TransitionSystem(initial: [puzzle.solved]) { puzzle.moves(from: $0) }.explore(context)

        guard context.rank == 0 else { return }
        for (depth, states) in reached.levels.enumerated() { print("\(depth):\(states)") }
        StandardOutput.report("\(reached.count) states")
        StandardOutput.report("elapsed_s=\(reached.elapsed / .seconds(1))")
    }
}
