import Testing

@testable import Dataflow

struct FrameHeaderTests {
    @Test func store_extremes_comeBack() {
        let header = FrameHeader(
            edge: 0, sender: Int(UInt32.max), receiver: 1, records: Int(UInt32.max), pass: Mark.lastPass,
            frameBytes: .max, offset: .max - 1, bytes: 3)
        let place = UnsafeMutableRawPointer.allocate(byteCount: FrameHeader.size, alignment: FrameHeader.alignment)
        defer { place.deallocate() }
        header.store(to: place)
        #expect(FrameHeader(loadFrom: place) == header)
    }

    @Test(arguments: [(0, 48), (1, 64), (16, 64), (17, 80)]) func footprint_bytes_isPadded(bytes: Int, total: Int) {
        #expect(FrameHeader.footprint(bytes) == total)
    }
}
