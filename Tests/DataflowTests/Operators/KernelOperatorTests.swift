import Session
import Testing

@testable import Dataflow

struct KernelOperatorTests {
    /// What an operator without records gets as marks, one after the other.
    private func pass(_ marks: [Mark], makesTime: Bool = false) throws -> [Mark?] {
        var parts = OperatorParts<Int, Int, Int>(makeState: { _ in 0 }, kernel: { _, _, _, _ in })
        parts.makesTime = makesTime
        let node = OperatorNode(name: "node", input: 0, replication: .one, parts: parts)
        let (input, output) = (Link<Int>(capacity: 4, isTimed: false), Link<Int>(capacity: 4, isTimed: false))
        let kernel = KernelOperator(
            node, replica: Replica(index: 0, count: 1, seed: 0), counter: nil, input: input, output: output,
            parts: parts, state: 0, budget: StateBudget(limit: .max))
        return try marks.map { mark in
            input.mark = mark
            _ = try kernel.step(.anything)
            defer { output.mark = nil }
            return output.mark
        }
    }

    private func mark(_ watermark: Int64, pass: UInt64 = 0) -> Mark {
        Mark(pass: pass, watermark: watermark, activity: .active)
    }

    @Test func marksThatGrow_passThrough() throws {
        let marks = [mark(3), mark(5), mark(.min, pass: 1), mark(2, pass: 1), .end]
        #expect(try pass(marks) == marks)
    }

    @Test(arguments: [Mark(pass: 1, watermark: 4, activity: .active), Mark(pass: 0, watermark: 9, activity: .active)])
    func markThatGoesBack_isAnInternalError(last: Mark) {
        let error = #expect(throws: JobError.self) { try pass([mark(3), mark(5, pass: 1), last]) }
        #expect(error?.code == .internal)
    }

    @Test func watermarksOfTheInput_meanNothingToWhoMakesTime() throws {
        #expect(try pass([mark(3), mark(1)], makesTime: true) == [nil, nil])
    }
}
