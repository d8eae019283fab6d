import Testing

@testable import MPI

struct SegmentsTests {
    @Test func packing_counts_leavesNoGaps() {
        #expect(Segments(packing: [3, 0, 4]).displacements == [0, 3, 3])
        #expect(Segments(packing: [3, 0, 4]).extent == 7)
    }

    @Test func extent_emptySegmentFarAway_doesNotCount() {
        #expect(Segments(counts: [2, 0], displacements: [1, 99]).extent == 3)
    }

    @Test(.enabled(if: Launch.isSingle)) func bounds_segmentBeyondBuffer_stopsTheProcess() async {
        await #expect(processExitsWith: .failure) {
            Segments(counts: [2], displacements: [1]).checkBounds(byteCount: 2, size: 1)
        }
    }
}
