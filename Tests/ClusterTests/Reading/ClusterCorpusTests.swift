import Foundation
import Testing

/// Every input that the fuzzer of cluster files has kept.
@Suite struct ClusterCorpusTests {
    @Test func inputsOfTheCorpus_areRefusedOrCanBeWritten() throws {
        let inputs = try Self.corpus()
        #expect(inputs.count > 10)
        for input in inputs { input.withUnsafeBytes { ClusterFuzzing.run($0) } }
    }

    private static func corpus(from test: String = #filePath) throws -> [[UInt8]] {
        let folder = URL(filePath: test).appending(path: "../../../Fuzzing/Cluster/corpus").standardized
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .map { Array(try Data(contentsOf: $0)) }
    }
}
