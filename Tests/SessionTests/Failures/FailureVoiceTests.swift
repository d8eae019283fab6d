import Synchronization
import Testing
import Threading

@testable import Session

@Suite(.enabled(if: SharedArena(blocks: 0) != nil), .timeLimit(.minutes(5))) struct FailureVoiceTests {
    private let arena: SharedArena
    /// The same word, as another rank sees it.
    private let view: SharedArena

    init() throws {
        arena = try #require(SharedArena(blocks: 0))
        view = try #require(SharedArena(attachedTo: arena.address, blocks: 0))
    }

    /// What a rank of number 1, which isn't this process, leaves in the word.
    private static func claim(exitCode: UInt64, hasTold: Bool) -> UInt64 { 1 << 32 | (hasTold ? 256 : 0) | exitCode }

    @Test func severalAtOnce_oneTellsAndTheOthersWaitForIt() throws {
        for _ in 0..<50 {
            arena.word.pointee = 0
            let (messages, early) = (Counter(), Counter())
            try run(8) { thread in
                FailureVoice.tell(6, as: (thread % 2 == 0 ? arena : view).word) {
                    for _ in 0..<100 { EngineThread.yield() }
                    messages.count()
                }
                if messages.value == 0 { early.count() }
            }
            #expect(messages.value == 1)
            #expect(early.value == 0)
        }
    }

    @Test func told_isNotToldAgain() {
        arena.word.pointee = Self.claim(exitCode: 6, hasTold: true)
        FailureVoice.tell(1, as: view.word, patience: 0) { Issue.record("told twice") }
        #expect(arena.word.pointee == Self.claim(exitCode: 6, hasTold: true))
    }

    @Test func claimOfOneThatIsGone_isTakenOverByOne() throws {
        arena.word.pointee = Self.claim(exitCode: 6, hasTold: false)
        let messages = Counter()
        try run(4) { _ in
            FailureVoice.tell(1, as: view.word, patience: 1_000_000) { messages.count() }
        }
        #expect(messages.value == 1)
        #expect(arena.word.pointee & 511 == 257)
    }

    private final class Counter: Sendable {
        private let counted = Atomic<Int>(0)

        var value: Int { counted.load(ordering: .relaxed) }
        func count() { counted.wrappingAdd(1, ordering: .relaxed) }
    }

    private func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) throws {
        let threads = try (0..<count).map { thread in try EngineThread { body(thread) } }
        for thread in threads { thread.join() }
    }
}
