import Renoir

extension Benchmark {
    /// Deals records with a name and three numbers out to all workers, in their own format.
    static let moveRecords = Benchmark(name: "records", parameters: ["RECORDS"]) { context, parameters in
        let digest = context.parallelStream(0..<parameters.count(0))
            .map { Reading(number: $0) }
            .shuffle()
            .fold(ReadingDigest(), local: { $0.add($1) }, global: { $0.add($1) })
            .collect()
        return { digest.value?[0].text }
    }

    /// The same records by way of `Codable`.
    static let moveCodableRecords = Benchmark(name: "records-codable", parameters: ["RECORDS"]) { context, parameters in
        let digest = context.parallelStream(0..<parameters.count(0))
            .map { CodableReading(number: $0) }
            .shuffle()
            .fold(ReadingDigest(), local: { $0.add($1) }, global: { $0.add($1) })
            .collect()
        return { digest.value?[0].text }
    }
}
