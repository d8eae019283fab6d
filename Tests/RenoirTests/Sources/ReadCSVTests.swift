import Foundation
import Renoir
import RenoirTestKit
import Testing

@Suite struct ReadCSVTests {
    struct Trip: Codable, Sendable, Hashable {
        var name: String
        var count: Int
        var fare: Double?
    }

    /// Records whose texts hold what may be taken for something else.
    static let trips: [Trip] = (0..<60).map { number in
        let texts = ["a", "", "b,c", "line\nend", "\"", "carriage\r\nreturn", "x\n\n\"\n1,2,3\n", "é"]
        return Trip(
            name: texts[number % texts.count] + (number % 3 == 0 ? "\n" : ""), count: number * 1_234_567 - 50,
            fare: number % 5 == 0 ? nil : Double(number) / 7)
    }

    static func text(_ trips: [Trip], lineEnd: String = "\n", header: Bool = true) -> String {
        func quoted(_ text: String) -> String { "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        let lines = trips.map { "\(quoted($0.name)),\($0.count),\($0.fare.map { "\($0)" } ?? "")" }
        return ((header ? ["name,count,fare"] : []) + lines).map { $0 + lineEnd }.joined()
    }

    @Test(arguments: Shape.all) func records_areReadOnce_whereverPartsStart(shape: Shape) throws {
        // Each way of writing it at some of the sizes.
        let lineEnd = shape.seed.isMultiple(of: 2) ? "\n" : "\r\n"
        let header = shape.threads != 2
        let file = try TemporaryFile(Data(Self.text(Self.trips, lineEnd: lineEnd, header: header).utf8))
        let path = file.path
        for balancing in [Balancing.static, .dynamic] {
            let read = try shape.collect {
                $0.readCSV(path, as: Trip.self, format: CSVFormat(hasHeader: header), balancing: balancing)
            }
            #expect(Set(read) == Set(Self.trips) && read.count == Self.trips.count, "\(shape), \(balancing)")
        }
    }

    /// One field that starts in one part and ends in another, over several that have no record at all.
    @Test(arguments: Shape.all) func longQuotedFields_spanParts(shape: Shape) throws {
        let long = Trip(name: (0..<400).map { "\($0),1,2\n" }.joined(), count: 1, fare: 2)
        let trips = [long, Trip(name: "short", count: 2, fare: nil), long]
        let file = try TemporaryFile(Data(Self.text(trips).utf8))
        let path = file.path
        let read = try shape.collect {
            $0.readCSV(path, columns: ["count", "name"]) { [try $0.text(1), "\(try $0.int(0))"] }
        }
        #expect(
            read.sorted { $0[1] < $1[1] || $0[1] == $1[1] && $0[0].count < $1[0].count }
                == [[long.name, "1"], [long.name, "1"], ["short", "2"]])
    }

    @Test func files_haveColumnsOfTheirOwnOrder() throws {
        let folder = try TemporaryFolder()
        try Data("\u{FEFF}name,count,fare\na,1,2.5\n".utf8).write(to: folder.url.appending(path: "1.csv"))
        try Data("fare,x,count,name\n3.5,y,2,b\n".utf8).write(to: folder.url.appending(path: "2.csv"))
        try Data("".utf8).write(to: folder.url.appending(path: "3.csv"))
        try Data("name,count".utf8).write(to: folder.url.appending(path: "4.csv"))
        let path = folder.url.path + "/*.csv"
        let context = StreamContext(.local(3))
        let trips = context.readCSV(path, as: Trip.self).collect()
        let fares = context.readCSV([folder.url.path + "/2.csv", folder.url.path + "/1.csv"], columns: ["fare"]) {
            try $0.double(0)
        }
        .collect()
        try context.execute()
        #expect(
            trips.value.map(Set.init) == [Trip(name: "a", count: 1, fare: 2.5), Trip(name: "b", count: 2, fare: 3.5)])
        #expect(fares.value?.sorted() == [2.5, 3.5])
    }

    @Test func formats_areWhatTheySay() throws {
        let text = "# made by hand\n name ; count ; fare\n'it\\'s' ; 1 ; 2\n\n#x\n  two words  ;-3;\n'a''b';+4\n"
        let file = try TemporaryFile(Data(text.utf8))
        let format = CSVFormat(delimiter: ";", quote: "'", escape: "\\", comment: "#", trims: true, isRagged: true)
        let context = StreamContext(.local(2))
        let trips = context.readCSV(file.path, as: Trip.self, format: format).collect()
        try context.execute()
        #expect(
            trips.value.map(Set.init) == [
                Trip(name: "it's", count: 1, fare: 2), Trip(name: "two words", count: -3, fare: nil),
                Trip(name: "a'b", count: 4, fare: nil),
            ])
    }

    static let mistakes: [(text: String, message: String)] = [
        ("name,count,fare\na,1,2\nb,x,2\n", "line 3, column 2 (count): 'x' is no integer"),
        ("name,count,fare\na,1,2\nb,,2\n", "line 3, column 2 (count): '' is no integer"),
        ("name,count,fare\n\"a\n\",1,2\nb,1,2.5.5\n", "line 4, column 3 (fare): '2.5.5' is no number"),
        (
            "name,count,fare\na,99999999999999999999,2\n",
            "line 2, column 2 (count): '99999999999999999999' is no integer"
        ),
        ("name,count,fare\na,1\n", "line 2: 2 fields where the file has 3"),
        ("name,count,fare\na,1,2,3\n", "line 2: 4 fields where the file has 3"),
        ("name,count,fare\n\"a\"b,1,2\n", "line 2: text follows a closing quote"),
        ("name,count,fare\na,1,2\n\"b,1,2\n", "line 3: the file ends inside of quotes"),
        ("name,fare\na,1\n", "line 2: there is no column 'count'"),
    ]

    @Test(arguments: mistakes) func mistakes_areToldByTheirPlace(mistake: (text: String, message: String)) throws {
        let file = try TemporaryFile(Data(mistake.text.utf8))
        let context = StreamContext(.local(2))
        context.readCSV(file.path, as: Trip.self).forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.message == "\(file.path), \(mistake.message)")
        #expect(error?.code == .data)
    }

    @Test func columnsThatAreNotThere_areTold() throws {
        let file = try TemporaryFile(Data("a,b,b\n1,2,3\n".utf8))
        for (columns, message) in [(["x"], "no column 'x'; there are a, b, b"), (["b"], "two columns are called 'b'")] {
            let context = StreamContext(.local(1))
            context.readCSV(file.path, columns: columns) { try $0.int(0) }.forEach { _ in }
            let error = #expect(throws: JobError.self) { try context.execute() }
            #expect(error?.message == "\(file.path): \(message)")
        }
    }

    @Test func formatsThatCannotBe_areRefused() throws {
        let context = StreamContext(.local(1))
        context.readCSV("x", columns: [], format: CSVFormat(delimiter: "\"")) { $0.count }.forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .graph)
    }

    static let mixed =
        "name,count,fare\n"
        + (0..<90).map { $0 % 9 == 4 ? "\"bad\"\($0),1,2\n" : $0 % 9 == 7 ? "x,y,\n" : "n,\($0),\n" }
        .joined()

    @Test(arguments: Shape.all) func recordsThatCannotBeRead_areSkippedAndCounted_orTold(shape: Shape) throws {
        let file = try TemporaryFile(Data(Self.mixed.utf8))
        let path = file.path
        let results = try shape.job.run { context in
            let checked = context.readCheckedCSV(path, columns: ["count"]) { try $0.int(0) }
            let (records, invalid) = (checked.records.collect(), checked.invalid.collect())
            _ = try context.execute()
            return (records.value, invalid.value)
        }
        let good = (0..<90).filter { $0 % 9 != 4 && $0 % 9 != 7 }
        #expect(results[0].0?.sorted() == good)
        let invalid = (results[0].1 ?? []).sorted { $0.offset < $1.offset }
        #expect(invalid.count == 20 && invalid.allSatisfy { $0.path == ByteString(path) })
        #expect(invalid[0].text == "\"bad\"4,1,2" && invalid[0].reason == "text follows a closing quote")
        #expect(invalid[1].text == "x,y," && invalid[1].reason == "column 2 (count): 'y' is no integer")
        let skipped = try shape.job.run { context in
            context.readCSV(path, as: Trip.self, invalid: .skip, balancing: .dynamic).forEach { _ in }
            return try context.execute().recordsSkipped
        }
        #expect(skipped.allSatisfy { $0 == 20 })
    }

    @Test func standardInput_isReadOnceByRank0() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path + "/pipe"
        #expect(mkfifo(path, 0o600) == 0)
        let text = Self.text(Self.trips)
        let writer = Thread {
            let file = FileHandle(forWritingAtPath: path)
            try? file?.write(contentsOf: Data(text.utf8))
            try? file?.close()
        }
        writer.start()
        let read = try Shape(ranks: 2, threads: 2, seed: 1).collect { $0.readCSV(path, as: Trip.self) }
        #expect(read == Self.trips)
    }
}
