import Records
import TestSupport
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

    @Test(arguments: boundaryLengths)
    func firstRange_partAtEachPlace_isFound(length: Int) {
        for count in [1, 2, 3, 8, 15, 16, 17, 40] where count <= length {
            for place in 0...length - count {
                var bytes = [UInt8](repeating: 1, count: length)
                for index in place..<place + count { bytes[index] = 2 }
                #expect(
                    ByteString(bytes).firstRange(of: ByteString(bytes[place..<place + count])) == place..<place + count)
            }
            let without = ByteString([UInt8](repeating: 1, count: length))
            #expect(!without.contains(ByteString([UInt8](repeating: 1, count: count - 1) + [0])))
            #expect(!without.contains(ByteString([UInt8](repeating: 1, count: length + 1))))
        }
    }

    @Test(arguments: 1...4)
    func firstRange_randomText_isThatOfASearchByHand(seed: UInt64) {
        var dice = TextDice(seed: seed)
        for length in boundaryLengths {
            for count in 0..<6 {
                let (bytes, part) = (dice.bytes(count: length, of: [0, 1]), dice.bytes(count: count, of: [0, 1]))
                let starts = stride(from: 0, through: length - count, by: 1)
                let start = starts.first { Array(bytes[$0..<$0 + count]) == part }
                #expect(ByteString(bytes).firstRange(of: ByteString(part)) == start.map { $0..<$0 + count })
                #expect(ByteString(bytes).contains(ByteString(part)) == (start != nil))
            }
        }
    }

    @Test func contains_literal_isAByteString() {
        let line: ByteString = "Nov 21 12:00:01 host1 kernel: an error of the disk"
        #expect(line.contains("error") && line.contains("") && line.contains("k"))
        #expect(!line.contains("errors") && !line.contains("disk "))
    }

    @Test(arguments: boundaryLengths)
    func firstRange_atTheEdgesOfAPage_readsNothingOutside(length: Int) {
        let page = GuardedPage()
        let bytes = [UInt8](repeating: 1, count: length)
        for atEnd in [false, true] {
            let storage = ByteStorage(lending: UnsafeRawBufferPointer(page.bytes)) {}
            let string = ByteString(slice: page.place(bytes, atEnd: atEnd), of: storage)
            #expect(string.firstRange(of: ByteString(bytes)) == 0..<length)
            #expect(string.firstRange(of: ByteString([1, 1, 2])) == nil)
        }
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
