import Foundation
import Testing

/// Every input that the fuzzer has kept, at either end of a page with inaccessible neighbours.
@Suite struct WireCorpusTests {
    @Test func inputsOfTheCorpus_areRefusedOrTravelAgain() throws {
        let inputs = try Self.corpus()
        #expect(inputs.count > 500)
        let page = GuardedPage()
        for input in inputs where input.count <= page.bytes.count {
            for atEnd in [true, false] {
                input.withUnsafeBytes { bytes in
                    WireFuzzing.run(bytes) { page.place(Array($0), atEnd: atEnd) }
                }
            }
        }
    }

    private static func corpus(from test: String = #filePath) throws -> [[UInt8]] {
        let folder = URL(filePath: test).appending(path: "../../../Fuzzing/Wire/corpus").standardized
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .map { Array(try Data(contentsOf: $0)) }
    }
}
