import Testing

@testable import Dataflow

struct StartMemoryTests {
    private func memory(workers: Int, ranks: Int = 1, batchBytes: Int = 1 << 10) -> StartMemory {
        StartMemory(
            workers: workers,
            exchanges: [.init(senders: workers, receivers: workers * ranks, batchBytes: batchBytes)])
    }

    @Test func bytes_growWithTheSquareOfTheWorkers() {
        let (few, many) = (memory(workers: 1000).bytes, memory(workers: 4000).bytes)
        #expect(many > 12 * few && many < 16 * few)
        #expect(memory(workers: 10, ranks: 100).bytes > memory(workers: 10).bytes)
    }

    @Test func bytes_countWhatABatchTouches() {
        #expect(memory(workers: 100, batchBytes: 4096).bytes == memory(workers: 100, batchBytes: 64 << 10).bytes)
        #expect(memory(workers: 100, batchBytes: 1024).bytes < memory(workers: 100, batchBytes: 4096).bytes)
    }

    @Test func problem_isToldOnlyWhereItDoesNotFit() throws {
        let memory = memory(workers: 8)
        #expect(memory.problem(available: memory.bytes) == nil)
        let problem = try #require(memory.problem(available: memory.bytes - 1))
        #expect(problem.code == .resources)
        #expect(problem.message.contains("\(memory.bytes)") && problem.message.contains("\(memory.bytes - 1)"))
    }
}
