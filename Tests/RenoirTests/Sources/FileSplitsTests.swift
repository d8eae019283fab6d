import Testing

@testable import Renoir

@Suite struct FileSplitsTests {
    @Test(arguments: [0, 1, 5, 65_535, 65_536, 65_537, 1_000_003, 5 << 40, Int.max])
    func splits_areAllBytesOnce(bytes: Int) {
        let splits = FileSplits(of: bytes)
        #expect(splits.bytes(of: 0..<splits.count) == 0..<bytes)
        #expect(splits.bytes(of: 0..<0).isEmpty)
        var end = 0
        for split in 0..<min(splits.count, 1000) {
            let range = splits.bytes(of: split..<split + 1)
            #expect(range.lowerBound == end && range.count <= splits.splitBytes && !range.isEmpty)
            end = range.upperBound
        }
        if splits.count > 0 {
            #expect(splits.bytes(of: splits.count - 1..<splits.count).upperBound == bytes)
        }
    }

    @Test func sizes_haveBounds() {
        #expect(FileSplits(of: 100) == FileSplits(of: 100) && FileSplits(of: 100).count == 100)
        #expect(FileSplits(of: 1 << 30).splitBytes == 1 << 14)
        #expect(FileSplits(of: 1 << 50).splitBytes == 64 << 20)
    }
}
