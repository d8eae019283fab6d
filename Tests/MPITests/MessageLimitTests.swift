import Testing

@testable import MPI

struct MessageLimitTests {
    @Test func ranges_nothing_isEmpty() { #expect(MessageLimit.ranges(of: 0, limit: 4) == []) }

    @Test func ranges_exactMultiple_hasNoRemainder() {
        #expect(MessageLimit.ranges(of: 8, limit: 4) == [0..<4, 4..<8])
    }

    @Test func ranges_remainder_comesLast() { #expect(MessageLimit.ranges(of: 9, limit: 4) == [0..<4, 4..<8, 8..<9]) }

    @Test func ranges_beyond32Bits_fitThem() {
        let ranges = MessageLimit.ranges(of: 5 << 31, limit: MessageLimit.byteCount)
        #expect(ranges.allSatisfy { $0.count <= Int(Int32.max) })
        #expect(ranges.last?.upperBound == 5 << 31)
    }
}
