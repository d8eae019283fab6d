import Testing
import Threading

@Suite struct ParkerTests {
    @Test func wakePending_fromTheWakeToThePark() {
        let parker = Parker()
        #expect(!parker.isWakePending)
        parker.wake()
        #expect(parker.isWakePending)
        parker.park(microseconds: 0)
        #expect(!parker.isWakePending)
    }

    @Test func sleepers_wakeAll_wakesEach() {
        let parkers = (0..<3).map { _ in Parker() }
        Sleepers(parkers).wakeAll()
        #expect(parkers.allSatisfy { $0.park(microseconds: 0) })
    }
}
