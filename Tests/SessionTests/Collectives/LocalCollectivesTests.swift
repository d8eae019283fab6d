import Session
import Testing
import Transport

@Suite(.timeLimit(.minutes(10)))
struct LocalCollectivesTests {
    @Test(arguments: 0..<8 as Range<UInt64>)
    func collectives_anySeed_agreeWithPlainSwift(seed: UInt64) {
        #expect(CollectivesContract.anyScript(seed: seed, on: LocalNetwork()) == nil)
    }

    @Test func collectives_besideRounds_bothComeOutRight() {
        #expect(CollectivesContract.scriptBesideRounds(seed: 1, on: LocalNetwork()) == nil)
    }

    @Test func poll_badRoot_throwsEachTime() {
        let pending = Collectives(on: LocalNetwork()).broadcast([1], from: 1)
        for _ in 0..<2 {
            let error = #expect(throws: TransportError.self) { try pending.poll() }
            #expect(error?.message == "rank 0 calls broadcast (collective 0) with root 1, and there are 1 ranks")
        }
    }

    @Test func broadcast_rootsArray_isNotCopied() throws {
        let values = [Int](repeating: 7, count: 100)
        let output = try Collectives(on: LocalNetwork()).broadcast(values, from: 0).wait()
        #expect(values.withUnsafeBytes { $0.baseAddress } == output.withUnsafeBytes { $0.baseAddress })
    }

    @Test func allReduce_inputChangedMeanwhile_takesWhatWasGiven() throws {
        var values = [1, 2, 3]
        let pending = Collectives(on: LocalNetwork()).allReduce(values, combining: +)
        values[0] = 100
        #expect(try pending.wait() == [1, 2, 3])
        #expect(values == [100, 2, 3])
    }
}
