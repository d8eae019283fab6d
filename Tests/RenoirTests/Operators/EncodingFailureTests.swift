import Renoir
import RenoirTestKit
import Synchronization
import Testing

/// A record that can't be written, wherever it is in its batch: the job ends with its message, and each record dies once.
@Suite(.serialized, .timeLimit(.minutes(10))) struct EncodingFailureTests {
    private final class Life: Sendable {
        static let alive = Atomic<Int>(0)
        init() { Self.alive.add(1, ordering: .relaxed) }
        deinit { Self.alive.subtract(1, ordering: .relaxed) }
    }

    /// Links of which each is a value inside of the one before.
    private struct Links: WireCodable {
        let count: Int

        func encode(into writer: inout WireWriter) { if count > 0 { writer.encode(Links(count: count - 1)) } }
        init(count: Int) { self.count = count }
        init(from reader: inout WireReader) throws(WireError) { count = 0 }
    }

    private struct Fragile: WireCodable, Sendable {
        let life = Life()
        let links: Int

        init(links: Int) { self.links = links }
        func encode(into writer: inout WireWriter) { writer.encode(Links(count: links)) }
        init(from reader: inout WireReader) throws(WireError) { links = try reader.decode(Links.self).count }
    }

    @Test(arguments: [false, true])
    func recordThatIsTooDeep_endsTheJob(isTimed: Bool) throws {
        for failing in 0..<40 {
            let error = #expect(throws: JobError.self) {
                try SimulatedJob(ranks: 2, threads: 1, seed: UInt64(failing)).run { context in
                    let records = context.stream(of: (0..<40).lazy.map { Fragile(links: $0 == failing ? 300 : 1) })
                    let stream =
                        isTimed ? records.withTimestamps({ _ in .seconds(1) }, watermarks: .monotonous) : records
                    stream.broadcast().forEach { _ in }
                    try context.execute()
                }
            }
            #expect(error?.message.contains("nested more than 256 deep") == true, "record \(failing): \(error as Any)")
            let alive = Life.alive.load(ordering: .relaxed)
            #expect(alive == 0, "record \(failing)")
        }
    }
}
