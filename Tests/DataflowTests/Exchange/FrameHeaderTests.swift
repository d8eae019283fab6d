import Testing

@testable import Dataflow

struct FrameHeaderTests {
    @Test(arguments: [nil, 0, 4095]) func store_extremes_comeBack(block: Int?) {
        let header = FrameHeader(
            edge: 0, sender: Int(UInt32.max), receiver: 1, records: Int(UInt32.max), pass: Mark.lastPass,
            frameBytes: .max, offset: .max - 1, bytes: 3, block: block)
        let place = UnsafeMutableRawPointer.allocate(byteCount: FrameHeader.size, alignment: FrameHeader.alignment)
        defer { place.deallocate() }
        header.store(to: place)
        #expect(FrameHeader(loadFrom: place) == header)
    }

    @Test(arguments: [(0, 64), (1, 80), (16, 80), (17, 96)]) func footprint_bytes_isPadded(bytes: Int, total: Int) {
        #expect(FrameHeader.footprint(bytes) == total)
    }
}
