import Testing
import Threading

@testable import Session

@Suite(.timeLimit(.minutes(5))) struct EpochStatusTests {
    /// An epoch that is seen to be lost without a reason would count as one that has ended well.
    @Test func loss_isNeverSeenWithoutItsReason() throws {
        for _ in 0..<2_000 {
            let status = EpochStatus(rank: 1, bed: Parker())
            let thread = try EngineThread { status.lost(JobError(.io, "gone")) }
            while !status.isLost {}
            #expect(status.error?.message == "gone")
            thread.join()
        }
    }
}
