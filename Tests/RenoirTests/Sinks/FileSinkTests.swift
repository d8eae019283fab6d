import Foundation
import Renoir
import RenoirTestKit
import Testing

@Suite struct FileSinkTests {
    struct Row: Codable, Sendable, Hashable {
        var text: String
        var number: Int
        var half: Double?
        var isOdd: Bool

        static let all = (0..<100).map { number in
            let texts = ["", ",", "\"", "a\nb", "\r\n", " x ", "é", "-"]
            return Row(
                text: texts[number % texts.count], number: .max - number,
                half: number % 3 == 0 ? nil : Double(number) / 3,
                isOdd: number % 2 == 1)
        }
    }

    /// Whatever it's written with, it's read as it was.
    @Test(arguments: 1...8) func tables_areReadAsTheyWereWritten(replicas: Int) throws {
        let folder = try TemporaryFolder()
        for count in [0, 1, 2, 99, 100] {
            for lineEnd in [LineEnd.lineFeed, .carriageReturnLineFeed] {
                for header in [true, false] {
                    let name = "\(count)-\(lineEnd)-\(header)"
                    let path = folder.url.appending(path: name).path
                    let format = CSVFormat(hasHeader: header)
                    let writing = StreamContext(.local(replicas))
                    let rows = writing.parallelStream(Array(Row.all.prefix(count)))
                    rows.writeCSV(path + ".csv", format: format, lineEnd: lineEnd)
                    rows.writeCSV(path, parts: .perWorker, format: format, lineEnd: lineEnd)
                    try writing.execute()
                    let reading = StreamContext(.local(replicas))
                    let one = reading.readCSV(path + ".csv", as: Row.self, format: format).collect()
                    let parts = reading.readCSV(path + "/part-*", as: Row.self, format: format).collect()
                    try reading.execute()
                    #expect(
                        one.value.map(Set.init) == Set(Row.all.prefix(count)) && one.value?.count == count, "\(name)")
                    #expect(
                        parts.value.map(Set.init) == Set(Row.all.prefix(count)) && parts.value?.count == count,
                        "\(name)")
                }
            }
        }
    }

    /// One column: its line would be empty where it has nothing, and an empty line is no record.
    @Test(arguments: [1, 3]) func aColumnAlone_keepsItsRecordsWithoutAnything(replicas: Int) throws {
        struct Count: Codable, Sendable, Hashable { var count: Int? }
        struct Name: Codable, Sendable, Hashable { var name: String? }
        let counts = [1, nil, 2, nil].map { Count(count: $0) }
        let names = ["a", nil, "b", nil].map { Name(name: $0) }
        let folder = try TemporaryFolder()
        let path = folder.url.path
        let writing = StreamContext(.local(1))
        writing.stream(of: counts).writeCSV(path + "/counts.csv")
        writing.stream(of: names).writeCSV(path + "/names.csv")
        try writing.execute()
        let reading = StreamContext(.local(replicas))
        let readCounts = reading.readCSV(path + "/counts.csv", as: Count.self).collect(into: [Count].self)
        let readNames = reading.readCSV(path + "/names.csv", as: Name.self).collect(into: [Name].self)
        let texts = reading.readCSV(path + "/names.csv", as: [String].self).collect(into: Set<[String]>.self)
        try reading.execute()
        #expect(readCounts.value.map(Set.init) == Set(counts) && readCounts.value?.count == counts.count)
        #expect(readNames.value.map(Set.init) == Set(names) && readNames.value?.count == names.count)
        #expect(texts.value == [["a"], [""], ["b"]])
    }

    @Test func aColumnAlone_isRefusedWithoutQuotes() throws {
        struct Count: Codable, Sendable { var count: Int? }
        let folder = try TemporaryFolder()
        let context = StreamContext(.local(1))
        context.stream(of: [Count(count: 1), Count(count: nil)])
            .writeCSV(folder.url.path + "/counts.csv", format: CSVFormat(quote: nil))
        #expect(throws: JobError.self) { try context.execute() }
    }

    @Test func tables_areTextAsOthersWriteIt() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "table.csv").path
        let context = StreamContext(.local(1))
        context.stream(of: [
            Row(text: "a\"b", number: 1, half: nil, isOdd: true), Row(text: "", number: 2, half: 0.1, isOdd: false),
        ])
        .writeCSV(path)
        try context.execute()
        #expect(
            try String(contentsOfFile: path, encoding: .utf8)
                == "text,number,half,isOdd\n\"a\"\"b\",1,,true\n\"\",2,0.1,false\n")
        let manifest = try String(contentsOfFile: path + ".manifest.json", encoding: .utf8)
        #expect(
            manifest == """
                {
                  "records": 2,
                  "files": [
                    {"file": "table.csv", "bytes": 53, "records": 2}
                  ]
                }

                """)
    }

    @Test(arguments: [1, 2, 3, 4, 7]) func lines_areWhole_onSimulatedRanks(ranks: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path
        _ = try SimulatedJob(ranks: ranks, threads: 2, seed: 3).run { context in
            let lines = context.parallelStream(0..<20_000).map { "line \($0)" }
            lines.writeLines(path + "/one")
            lines.writeLines(path + "/parts/", parts: .perWorker)
            try context.execute()
        }
        let expected = Set((0..<20_000).map { "line \($0)" })
        let one = try String(contentsOfFile: path + "/one", encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(one.count == 20_000 && Set(one) == expected)
        let names = try FileManager.default.contentsOfDirectory(atPath: path + "/parts").sorted()
        #expect(
            names == ["_MANIFEST.json"] + (0..<2 * ranks).map { "part-\(100_000 + $0).txt".replacing("-1", with: "-") })
        let parts = try names.dropFirst().flatMap {
            try String(contentsOfFile: path + "/parts/" + $0, encoding: .utf8).split(separator: "\n").map(String.init)
        }
        #expect(parts.count == 20_000 && Set(parts) == expected)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: path).sorted() == ["one", "one.manifest.json", "parts"])
    }

    struct Refusal: Error {}

    /// The failure of anything in the job: nothing of what was written is left.
    @Test(arguments: [1, 3]) func jobsThatFail_leaveNothing(ranks: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path
        let outcomes = try SimulatedJob(ranks: ranks, threads: 2).outcomes { context in
            let numbers = context.parallelStream(0..<50_000)
            numbers.map { "\($0)" }.writeLines(path + "/one")
            numbers.map { "\($0)" }.writeLines(path + "/parts", parts: .perWorker)
            numbers.map { if $0 == 49_999 { throw Refusal() } }.forEach { _ in }
            try context.execute()
        }
        for outcome in outcomes { #expect(throws: JobError.self) { try outcome.get() } }
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
    }

    @Test func placesThatCannotBeWritten_areToldBeforeAnythingRuns() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path
        try Data("mine".utf8).write(to: folder.url.appending(path: "file"))
        try FileManager.default.createDirectory(atPath: path + "/folder", withIntermediateDirectories: false)
        for (name, parts, replacing, message) in [
            ("/file", FileParts.one, false, "exists; remove it, write elsewhere, or say replacing: true"),
            ("/file", .perWorker, true, "exists and is nothing that such a sink has written"),
            ("/folder", .one, true, "is a directory"),
            ("/folder", .perWorker, true, "exists and is nothing that such a sink has written"),
        ] {
            let context = StreamContext(.local(2))
            context.parallelStream(0..<10).inspect { _ in Issue.record("it runs") }.map { "\($0)" }
                .writeLines(path + name, parts: parts, replacing: replacing)
            let error = #expect(throws: JobError.self) { try context.execute() }
            #expect(error?.message == "\(path + name) \(message)" && error?.code == .io)
        }
        let context = StreamContext(.local(2))
        context.stream(of: ["a"]).writeLines(path + "/nowhere/file")
        #expect(throws: JobError.self) { try context.execute() }
        #expect(try String(contentsOfFile: path + "/file", encoding: .utf8) == "mine")
        #expect(try FileManager.default.contentsOfDirectory(atPath: path).sorted() == ["file", "folder"])
    }

    @Test func whatWasThere_staysUntilTheJobHasSucceeded() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path
        func run(_ text: String, fails: Bool) throws {
            let context = StreamContext(.local(2))
            let lines = context.stream(of: [text]).map { if fails { throw Refusal() } else { $0 } }
            lines.writeLines(path + "/one", replacing: true)
            lines.writeLines(path + "/parts", parts: .perWorker, replacing: true)
            try context.execute()
        }
        func texts() throws -> [String] {
            try ["/one", "/parts/part-00000.txt"].map { try String(contentsOfFile: path + $0, encoding: .utf8) }
        }
        try run("first", fails: false)
        #expect(throws: JobError.self) { try run("second", fails: true) }
        #expect(try texts() == ["first\n", "first\n"])
        try run("third", fails: false)
        #expect(try texts() == ["third\n", "third\n"])
    }

    @Test func aFullDisk_endsTheJob() throws {
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        let context = StreamContext(.local(2))
        context.stream(of: ["a"]).writeLines("/dev/full")
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .io)
        #expect(error?.message.contains("/dev/full can't be written: ") == true)
    }

    @Test func linesThatWouldBeTwo_andFieldsThatAreNone_areRefused() throws {
        let folder = try TemporaryFolder()
        let lines = StreamContext(.local(1))
        lines.stream(of: ["a\nb"]).writeLines(folder.url.path + "/lines")
        #expect(throws: JobError.self) { try lines.execute() }
        let table = StreamContext(.local(1))
        table.stream(of: [["a": [1]]]).writeCSV(folder.url.path + "/table")
        let error = #expect(throws: JobError.self) { try table.execute() }
        #expect(error?.message == "a field of a table is a single value, not an array or a structure")
    }
}
