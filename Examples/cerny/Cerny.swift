// How long the shortest reset words of automata are: of all automata with so many states, one for each class of those that differ by
// the names of states and letters only. Prints `length:number` for each length, 0 for those without such a word.
//
//     cerny 5 --processes 2
import Automata
import ExampleSupport
import RenoirDomains

@main struct Cerny {
    static func main() throws {
        let (config, arguments) = RuntimeConfig.fromArguments(own: .any)
        let options = CernyOptions.parse(arguments, config)
        let (states, letters) = (options.states, options.letters)
        let forms = try automata(states: states, letters: letters).canonicalForms()

        let answer =
            try forms
            .groupCounts(
                by: { resetLength($0, states: states, letters: letters) ?? 0 }, examples: options.show ? .max : 0
            )
            .run(StreamContext(config), within: options.deadline.map { .seconds($0) })

        guard let histogram = answer.value?.sorted(by: { $0.key < $1.key }) else { return }
        for (length, automata) in histogram { print("\(length):\(automata.count)") }
        if options.show { histogram.last?.value.examples.forEach { print($0) } }
        report(answer)
    }
}

/// Says on standard error what isn't part of the answer.
private func report(_ answer: Answer<some Any>) {
    let share = answer.isComplete ? "" : ", \(answer.share) of all, when the time was over"
    StandardOutput.report("\(answer.lookedAt) automata looked at\(share)")
    StandardOutput.report("elapsed_s=\(answer.summary.elapsed / .seconds(1))")
}
