// How long the shortest reset words of random automata are. Prints `length:number` for each length, 0 for those without such a word;
// the same for the same seed, on however many ranks and threads.
//
//     random-automata 7 --samples 100000 --seed 1 --processes 2
import Automata
import ExampleSupport
import RenoirDomains

@main struct RandomAutomata {
    static func main() throws {
        let (config, arguments) = RuntimeConfig.fromArguments(own: .any)
        let options = RandomAutomataOptions.parse(arguments, config)
        let (states, letters) = (options.states, 2)

        let answer = try automata(states: states, letters: letters)
            .random(options.samples, seed: options.seed)
            .groupCounts(by: { resetLength($0, states: states, letters: letters) ?? 0 })
            .run(StreamContext(config))

        guard let histogram = answer.value?.sorted(by: { $0.key < $1.key }) else { return }
        for (length, automata) in histogram { print("\(length):\(automata.count)") }
        StandardOutput.report("elapsed_s=\(answer.summary.elapsed / .seconds(1))")
    }
}
