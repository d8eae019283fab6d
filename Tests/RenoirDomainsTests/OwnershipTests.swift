import RenoirDomains
import Synchronization
import Testing

/// Elements that are neither lost nor destroyed twice, wherever something throws.
@Suite(.serialized) struct OwnershipTests {
    private static let alive = Atomic<Int>(0)

    private final class Counted: Sendable {
        let number: Int

        init(_ number: Int) {
            self.number = number
            OwnershipTests.alive.add(1, ordering: .relaxed)
        }

        deinit { OwnershipTests.alive.subtract(1, ordering: .relaxed) }
    }

    private struct Refused: Error {}

    private func check(_ run: (StreamContext) throws -> Void) {
        #expect(throws: JobError.self) { try run(StreamContext(.local(1))) }
        let left = Self.alive.load(ordering: .relaxed)
        #expect(left == 0)
    }

    @Test(arguments: [0, 1, 2, 7, 300, 1999]) func whatThrows_leavesNothingAlive(number: Int) {
        let counted = Integers(0..<2000).map { Counted($0) }
        check { context in
            _ = try counted.map { if $0.number == number { throw Refused() } else { Counted($0.number) } }.count().run(
                context)
        }
        check { context in
            _ = try counted.filter { if $0.number == number { throw Refused() } else { $0.number % 2 == 0 } }.collect()
                .run(context)
        }
        check { context in
            _ = try counted.filter { $0.number % 3 == number % 3 }
                .forEach { if $0.number == number { throw Refused() } }.run(context)
        }
        check { context in
            _ = try (counted.filter { $0.number % 2 == number % 2 } * Integers(0..<3))
                .map { if $0.0.number == number { throw Refused() } else { $0.0 } }.count().run(context)
        }
        check { context in
            context.stream(of: counted.filter { if $0.number == number { throw Refused() } else { true } }).forEach {
                _ in
            }
            try context.execute()
        }
    }

    @Test func whatIsDone_leavesNothingAlive() throws {
        let counted = Integers(0..<3000).map { Counted($0) }
        #expect(try counted.filter { $0.number % 2 == 0 }.map { $0.number }.count().run(.local()).value == 1500)
        #expect(
            try counted.filter { $0.number > 500 }.map { $0.number }.take(4).run(.local()).value == [
                501, 502, 503, 504,
            ])
        let left = Self.alive.load(ordering: .relaxed)
        #expect(left == 0)
    }
}
