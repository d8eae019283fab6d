import Renoir

extension Benchmark {
    /// Counts words on each worker before the counts move.
    static let countWordsCombined = Benchmark(name: "wordcount-combined", parameters: ["FILE"]) { context, parameters in
        let counts = context.readLines(parameters.text(0))
            .flatMap { $0.words() }
            .groupByCount { $0 }
            .digest()
        return { counts.value?[0].text }
    }

    /// Moves every word to the worker that counts it.
    static let countWordsMoved = Benchmark(name: "wordcount-moved", parameters: ["FILE"]) { context, parameters in
        let counts = context.readLines(parameters.text(0))
            .flatMap { $0.words() }
            .groupBy { $0 }
            .count()
            .digest()
        return { counts.value?[0].text }
    }

    /// As `wordcount-combined`, in strings.
    static let countStringsCombined = Benchmark(name: "strings-combined", parameters: ["FILE"]) { context, parameters in
        let counts = context.readLines(parameters.text(0), as: String.self, invalid: .repair)
            .flatMap { $0.words() }
            .groupByCount { $0 }
            .digest()
        return { counts.value?[0].text }
    }

    /// As `wordcount-moved`, in strings.
    static let countStringsMoved = Benchmark(name: "strings-moved", parameters: ["FILE"]) { context, parameters in
        let counts = context.readLines(parameters.text(0), as: String.self, invalid: .repair)
            .flatMap { $0.words() }
            .groupBy { $0 }
            .count()
            .digest()
        return { counts.value?[0].text }
    }

    /// As `wordcount-combined`, with words that become strings where they are found.
    static let countStringKeysCombined = Benchmark(name: "string-keys-combined", parameters: ["FILE"]) {
        context, parameters in
        let counts = context.readLines(parameters.text(0))
            .flatMap { $0.words() }
            .groupByCount { String($0) }
            .digest()
        return { counts.value?[0].text }
    }

    /// As `wordcount-moved`, with words that become strings where they are found.
    static let countStringKeysMoved = Benchmark(name: "string-keys-moved", parameters: ["FILE"]) {
        context, parameters in
        let counts = context.readLines(parameters.text(0))
            .flatMap { $0.words() }
            .map { String($0) }
            .groupBy { $0 }
            .count()
            .digest()
        return { counts.value?[0].text }
    }
}
