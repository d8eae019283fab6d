import TestSupport
import Testing

@testable import Records

/// Slices of byte strings against those of arrays, which have the same indices.
@Suite struct ByteStringSliceTests {
    @Test(arguments: 1...8)
    func slices_ofSlices_areThoseOfAnArray(seed: UInt64) {
        var dice = TextDice(seed: seed)
        for length in [0, 1, 7, 8, 15, 16, 17, 40, 200] {
            let bytes = dice.bytes(count: length, of: [44, 65, 66])
            var (mine, its) = (ByteString(bytes), bytes[...])
            while true {
                check(mine, its)
                guard !its.isEmpty else { break }
                let lower = Int.random(in: its.startIndex...its.endIndex, using: &dice)
                let upper = Int.random(in: lower...its.endIndex, using: &dice)
                guard lower > its.startIndex || upper < its.endIndex else { break }
                (mine, its) = (mine[lower..<upper], its[lower..<upper])
            }
        }
    }

    /// What Swift's algorithms make of both.
    private func check(_ mine: ByteString, _ its: ArraySlice<UInt8>) {
        #expect(Array(mine) == Array(its))
        #expect(mine == ByteString(its) && mine.hashValue == ByteString(its).hashValue)
        #expect((mine.startIndex, mine.endIndex) == (its.startIndex, its.endIndex))
        #expect(mine.indices.map { mine[$0] } == Array(its))
        #expect(mine.firstIndex(of: 44) == its.firstIndex(of: 44))
        #expect(mine.firstIndex { $0 == 44 } == its.firstIndex { $0 == 44 })
        #expect(mine.lastIndex(of: 44) == its.lastIndex(of: 44))
        #expect(mine.firstRange(of: ",A") == its.firstRange(of: [44, 65]))
        #expect(Array(mine.reversed()) == its.reversed())
        #expect(Array(mine.lazy.filter { $0 > 64 }) == Array(its.lazy.filter { $0 > 64 }))
        let parts: [(ByteString, ArraySlice<UInt8>)] = [
            (mine.dropFirst(), its.dropFirst()), (mine.dropLast(3), its.dropLast(3)), (mine.prefix(4), its.prefix(4)),
            (mine.suffix(5), its.suffix(5)), (mine.prefix { $0 != 44 }, its.prefix { $0 != 44 }),
            (mine.drop { $0 != 44 }, its.drop { $0 != 44 }), (mine[...], its[...]),
        ]
        for (part, other) in parts {
            #expect(
                Array(part) == Array(other) && part.startIndex == other.startIndex && part.endIndex == other.endIndex)
        }
        for omits in [true, false] {
            let split = its.split(separator: 44, omittingEmptySubsequences: omits)
            #expect(Array(mine.split(separator: 44, omittingEmptySubsequences: omits)) == split.map { ByteString($0) })
            #expect(Array(mine.split(separator: ",", omittingEmptySubsequences: omits)) == split.map { ByteString($0) })
            let two: [ByteString] = mine.split(separator: 44, maxSplits: 2, omittingEmptySubsequences: omits)
            let others = its.split(separator: 44, maxSplits: 2, omittingEmptySubsequences: omits)
            #expect(two == others.map { ByteString($0) })
            #expect(two.map(\.startIndex) == others.map(\.startIndex))
        }
        var strings = [mine.slice(0..<mine.count), mine.trimmed(), mine.owned()]
        for word in mine.words() { strings.append(word) }
        for field in mine.split(separator: ",") { strings.append(field) }
        #expect(strings.allSatisfy { $0.startIndex == 0 })
    }

    /// The way in which Swift's users take a text apart.
    @Test func indices_foundInASlice_areThoseOfTheWhole() throws {
        for line in ["one,two,three", "the first one of all,and the second one,and the third one"] as [ByteString] {
            let first = try #require(line.firstIndex(of: 44))
            let second = try #require(line[(first + 1)...].firstIndex(of: 44))
            let columns = Array(line.split(separator: ","))
            #expect(line[..<first] == columns[0])
            #expect(line[(first + 1)..<second] == columns[1])
            #expect(line[(second + 1)...] == columns[2])
        }
    }

    @Test func slice_thatIsKept_isAKeyWithoutItsBlock() {
        weak var block: ByteStorage?
        var kept: [ByteString] = []
        do {
            let storage = ByteStorage(byteCount: 1 << 16)
            storage.mutableBytes!.initializeMemory(as: UInt8.self, repeating: 65)
            block = storage
            let whole = ByteString(wholeOf: storage)
            kept = [whole[100..<200].owned(), whole[100..<110].owned(), whole[..<50].owned()]
            #expect(whole[100..<200] == kept[0] && whole[100..<110] == kept[1])
        }
        #expect(block == nil)
        #expect(kept.map(\.count) == [100, 10, 50] && kept.allSatisfy { $0.startIndex == 0 })
        #expect(kept[1].owner == nil)
    }

    /// Loops that leave out the release of short strings don't leave out that of their indices.
    @Test func slice_takenOutOfItsPlace_isReleased() {
        weak var indices: ByteStorage?
        let place = UnsafeMutablePointer<ByteString>.allocate(capacity: 1)
        defer { place.deallocate() }
        func put(_ text: ByteString) {
            place.initialize(to: text[3...])
            indices = place.pointee.owner
            #expect(indices != nil)
        }
        put("short one")
        #expect(place.withMovedValue { $0.count } == 6)
        #expect(indices == nil)
        put("another")
        var writer = WireWriter(target: 64)
        defer { writer.memory.deallocate() }
        writer.store(taking: place)
        #expect(indices == nil)
    }

    @Test(arguments: [", ", "aa", "a"], [true, false])
    func split_bySeveralBytes_isThatOfAString(separator: String, omits: Bool) {
        for text in [
            "", "a", "aa", "aaa", "aaaa", "b, c, , d", ", ", "x, y", "no separator in this long text", "baab, a, aab",
        ] {
            let mine = ByteString(text).split(separator: ByteString(separator), omittingEmptySubsequences: omits)
            #expect(
                mine.map { String($0) }
                    == text.split(separator: separator, omittingEmptySubsequences: omits).map { String($0) })
        }
    }

    @Test func split_byNothing_isTheWhole() {
        #expect(Array(("text" as ByteString).split(separator: "")) == ["text"])
    }
}
