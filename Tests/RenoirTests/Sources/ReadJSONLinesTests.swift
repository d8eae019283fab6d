import Foundation
import Renoir
import Testing

@Suite struct ReadJSONLinesTests {
    struct Event: Codable, Sendable, Hashable {
        var name: String
        var values: [Double?]
        static let all = (0..<100).map { Event(name: "event\n\($0) \"é\"", values: [Double($0) / 7, nil]) }
    }

    @Test(arguments: [1, 2, 3, 8]) func values_areReadAsTheyWereWritten(workers: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path
        let writing = StreamContext(.local(workers))
        let events = writing.parallelStream(Event.all)
        events.writeJSONLines(path + "/one.jsonl")
        events.writeJSONLines(path + "/parts", parts: .perWorker)
        try writing.execute()
        for name in ["/one.jsonl", "/parts/part-*"] {
            let reading = StreamContext(.local(workers))
            let read = reading.readJSONLines(path + name, as: Event.self).collect()
            try reading.execute()
            #expect(read.value.map(Set.init) == Set(Event.all) && read.value?.count == 100)
        }
    }

    @Test func mistakes_areToldByTheirPlace_skippedOrHandedOn() throws {
        let file = try TemporaryFile(
            Data("{\"name\":\"a\",\"values\":[1]}\n\n{\"name\":\"b\" \"values\":[]}\n{\"name\":3,\"values\":[]}\n".utf8)
        )
        let path = file.path
        let failing = StreamContext(.local(1))
        failing.readJSONLines(path, as: Event.self).forEach { _ in }
        let error = #expect(throws: JobError.self) { try failing.execute() }
        #expect(error?.message == "\(path), line 3, column 13: a comma or the end is missing" && error?.code == .data)
        let context = StreamContext(.local(2))
        let skipping = context.readJSONLines(path, as: Event.self, invalid: .skip).collect()
        let checked = context.readCheckedJSONLines(path, as: Event.self)
        let (records, invalid) = (checked.records.collect(), checked.invalid.collect())
        let summary = try context.execute()
        #expect(skipping.value == [Event(name: "a", values: [1])] && records.value == skipping.value)
        #expect(
            invalid.value?.map(\.reason).sorted() == [
                "'name': it is not a text", "column 13: a comma or the end is missing",
            ])
        #expect(summary.recordsSkipped == 2)
    }
}
