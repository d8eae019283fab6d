import Testing

@testable import Transport

struct RoundLayoutTests {
    @Test(arguments: 0..<4, 0..<4)
    func header_anyWordCounts_isAligned(peerWords: Int, minima: Int) throws {
        let shape = RoundShape(segmentBytes: 1, peerWords: peerWords, minima: minima, sums: 3)
        let layout = try RoundLayout(shape: shape, size: 2)
        #expect(layout.minimaOffset % 16 == 0)
        #expect(layout.headerBytes % 16 == 0)
        #expect(layout.headerBytes >= 32 + 16 * minima + 8 * (3 + peerWords))
    }

    @Test func layout_largestRound_isAccepted() throws {
        let shape = RoundShape(segmentBytes: 1 << 20, peerWords: 0, minima: 0, sums: 0)
        #expect(try RoundLayout(shape: shape, size: 2047).largestPayload == 2047 << 20)
    }

    @Test func layout_roundBeyondMPICounts_saysWhatFits() {
        let shape = RoundShape(segmentBytes: 1 << 20, peerWords: 0, minima: 0, sums: 0)
        let error = #expect(throws: TransportError.self) { try RoundLayout(shape: shape, size: 2048) }
        #expect(error?.message.contains("use segments of at most 1048560 bytes") == true)
    }

    @Test func headers_ofAnotherRound_areRefused() throws {
        let layout = try RoundLayout(
            shape: RoundShape(segmentBytes: 8, peerWords: 0, minima: 0, sums: 0), size: 1)
        let buffer = RoundBuffer(layout: layout)
        buffer.header(of: 0).number = 6
        let error = #expect(throws: TransportError.self) { try buffer.readHeaders(round: 7) }
        #expect(error?.message.contains("in round 6 where round 7") == true)
    }

    @Test func headers_announcingMoreThanSegment_areRefused() throws {
        let layout = try RoundLayout(
            shape: RoundShape(segmentBytes: 8, peerWords: 0, minima: 0, sums: 0), size: 1)
        let buffer = RoundBuffer(layout: layout)
        buffer.header(of: 0).byteCount = 9
        let error = #expect(throws: TransportError.self) { try buffer.readHeaders(round: 0) }
        #expect(error?.message.contains("announced 9 bytes") == true)
    }
}
