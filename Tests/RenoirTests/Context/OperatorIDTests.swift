import Dataflow
import Renoir
import Testing

struct OperatorIDTests {
    /// What a change does: pipelines before and after it, and how many operators, the last ones of both, are downstream of it.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let before: @Sendable (StreamContext) -> Void
        let after: @Sendable (StreamContext) -> Void
        /// Places after the change of the nodes that keep their ids, for the nodes before it in their order; nil for those that
        /// don't.
        let kept: [Int?]
    }

    private static func base(_ context: StreamContext) -> DataStream<Int> { context.stream(of: 0..<10) }

    static let changes: [Change] = [
        Change(
            testDescription: "another branch of the same stream",
            before: { base($0).map { $0 }.forEach { _ in } },
            after: {
                let numbers = base($0)
                numbers.filter { $0 > 1 }.forEach { _ in }
                numbers.map { $0 }.forEach { _ in }
            }, kept: [0, 3, 4]),
        Change(
            testDescription: "an operator before another",
            before: { base($0).map { $0 }.map { $0 }.forEach { _ in } },
            after: { base($0).map { $0 }.filter { $0 > 1 }.map { $0 }.forEach { _ in } }, kept: [0, 1, nil, nil]),
        Change(
            testDescription: "an operator before one that has a name",
            before: { base($0).map { $0 }.named("last").forEach { _ in } },
            after: { base($0).filter { $0 > 1 }.map { $0 }.named("last").forEach { _ in } }, kept: [0, 2, 3]),
        Change(
            testDescription: "another source",
            before: { base($0).map { $0 }.forEach { _ in } },
            after: {
                $0.parallelStream(0..<5).forEach { _ in }
                base($0).map { $0 }.forEach { _ in }
            }, kept: [0, 1, 2].map { $0 + 2 }),
        Change(
            testDescription: "one of two alike goes behind the other",
            before: {
                let numbers = base($0)
                numbers.map { $0 }.forEach { _ in }
            },
            after: {
                let numbers = base($0)
                numbers.map { $0 }.forEach { _ in }
                numbers.map { $0 }.forEach { _ in }
            }, kept: [0, 1, 2]),
        Change(
            testDescription: "another port of a route",
            before: { base($0).route([{ $0 > 3 }]).rest.forEach { _ in } },
            after: { base($0).route([{ $0 > 3 }]).matching[0].forEach { _ in } }, kept: [0, 1, nil]),
    ]

    @Test(arguments: changes)
    func change_keepsTheIdsOfAllThatIsNotDownstream(change: Change) {
        let (before, after) = (StreamContext.local(), StreamContext.local())
        change.before(before)
        change.after(after)
        let (old, new) = (before.graph.ids, after.graph.ids)
        #expect(Set(old).count == old.count && Set(new).count == new.count)
        #expect(old.map { new.firstIndex(of: $0) } == change.kept)
    }

    @Test func name_twice_isTold() {
        let context = StreamContext.local()
        let numbers = Self.base(context).named("numbers")
        numbers.map { $0 }.named("numbers").forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.message.contains("another operator is named \"numbers\"") == true)
    }

    @Test func name_isSaidByExplain() {
        let context = StreamContext.local()
        Self.base(context).map { $0 }.named("twice").forEach { _ in }
        #expect(context.explain().contains("#1 twice: map ← #0"))
    }
}
