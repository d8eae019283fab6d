import Dataflow
import Testing

struct ByteStringSearchTests {
    @Test(arguments: boundaryLengths)
    func prefixAndSuffix_ofEachLength_areFound(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        let string = ByteString(bytes)
        for count in 0...length {
            #expect(string.hasPrefix(ByteString(bytes.prefix(count))))
            #expect(string.hasSuffix(ByteString(bytes.suffix(count))))
        }
        #expect(!string.hasPrefix(ByteString(bytes + [1])))
        #expect(!string.hasSuffix(ByteString([1] + bytes)))
        if length > 0 { #expect(!string.hasPrefix("\u{7f}") && !string.hasSuffix("~~")) }
    }

    @Test(arguments: boundaryLengths)
    func firstIndex_byteAtEachPlace_isFound(length: Int) {
        for place in 0..<length {
            var bytes = [UInt8](repeating: 1, count: length)
            bytes[place] = 0
            #expect(ByteString(bytes).firstIndex(of: 0) == place)
        }
        let without = ByteString([UInt8](repeating: 1, count: length))
        // Unused bytes of a short string are zero, but not part of it.
        #expect(without.firstIndex(of: 0) == nil)
        #expect(!without.contains(0))
    }

    @Test func trimmed_spaceAtBothEnds_isGone() {
        #expect(("\t a b \r\n" as ByteString).trimmed() == "a b")
        #expect((" \u{0b}\u{0c} " as ByteString).trimmed() == "")
        #expect(("" as ByteString).trimmed() == "")
        #expect(("  a long text of many words  " as ByteString).trimmed() == "a long text of many words")
    }

    @Test(arguments: 1...4)
    func split_randomText_isThatOfAnArray(seed: UInt64) {
        var dice = TextDice(seed: seed)
        for length in boundaryLengths {
            for omitting in [false, true] {
                let bytes = dice.bytes(count: length, of: Array("aaaaaaaab,".utf8))
                let fields = ByteString(bytes).split(separator: 44, omittingEmptySubsequences: omitting).map {
                    Array($0)
                }
                let model = bytes.split(separator: 44, omittingEmptySubsequences: omitting).map { Array($0) }
                #expect(fields == model)
            }
        }
    }
}
