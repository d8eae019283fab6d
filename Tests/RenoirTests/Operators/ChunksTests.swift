import Renoir
import RenoirTestKit
import Testing

struct ChunksTests {
    @Test(arguments: Shape.few, [0, 1, 7, 1000])
    func chunks_holdAllRecords_andAreFullButTheLast(shape: Shape, count: Int) throws {
        let chunks = try shape.collect { context in context.parallelStream(0..<count).chunks(ofCount: 7) }
        #expect(chunks.flatMap { $0 }.sorted() == Array(0..<count))
        #expect(chunks.count { $0.count < 7 } <= shape.ranks * shape.threads && chunks.allSatisfy { !$0.isEmpty })
    }

    @Test func chunksOfNothing_keepTheJobFromStarting() {
        let error = #expect(throws: JobError.self) {
            let context = StreamContext.local()
            _ = context.stream(of: 0..<3).chunks(ofCount: 0).collect()
            try context.execute()
        }
        #expect(error?.message.contains("one record is the least") == true)
    }
}
