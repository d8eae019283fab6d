import Foundation
import Renoir
import RenoirGzip
import RenoirZstd
import Testing

@Suite struct CompressionTests {
    static let lines = (0..<20_000).map { "line \($0) \($0 % 7)" }

    @Test(arguments: [".gz", ".zst"], [1, 3]) func files_areReadAsTheyWereWritten(ending: String, workers: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path
        let writing = StreamContext(.local(workers))
        writing.use(.gzip, .zstd)
        let lines = writing.parallelStream(Self.lines)
        lines.writeLines(path + "/one.txt" + ending)
        lines.writeLines(path + "/parts" + ending, parts: .perWorker)
        lines.map { ["line": $0] }.writeCSV(path + "/table.csv" + ending)
        try writing.execute()
        for name in ["/one.txt" + ending, "/parts\(ending)/part-*\(ending)"] {
            let size = try FileManager.default.attributesOfItem(atPath: path + "/one.txt" + ending)[.size] as? Int
            #expect(try #require(size) < 120_000)
            let reading = StreamContext(.local(workers))
            reading.use(.gzip, .zstd)
            let read = reading.readLines(path + name, as: String.self, invalid: .fail).collect()
            let table = reading.readCSV(path + "/table.csv" + ending, columns: ["line"]) { try $0.text(0) }.collect()
            try reading.execute()
            #expect(read.value?.sorted() == Self.lines.sorted() && table.value?.sorted() == Self.lines.sorted())
        }
    }

    /// Written by other tools: two files, one behind the other, are one; half of one is none.
    @Test(arguments: [("gzip", ".gz"), ("zstd", ".zst")]) func filesOfOtherTools_areRead(tool: String, ending: String)
        throws
    {
        let folder = try TemporaryFolder()
        let path = folder.url.path
        try Data(Self.lines.map { $0 + "\n" }.joined().utf8).write(to: folder.url.appending(path: "text"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c",
            "cd '\(path)' && command -v \(tool) >/dev/null || exit 9; \(tool) -q -c text >half\(ending) && cat half\(ending) half\(ending) >twice\(ending) && head -c 2000 half\(ending) >cut\(ending)",
        ]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return }
        let reading = StreamContext(.local(2))
        reading.use(.gzip, .zstd)
        let read = reading.readLines(path + "/twice" + ending).collectCount()
        try reading.execute()
        #expect(read.value == 2 * Self.lines.count)
        let cut = StreamContext(.local(2))
        cut.use(.gzip, .zstd)
        cut.readLines(path + "/cut" + ending).forEach { _ in }
        let error = #expect(throws: JobError.self) { try cut.execute() }
        #expect(
            error?.message == "\(path)/cut\(ending) ends in the middle of its compressed data" && error?.code == .data)
        let unknown = StreamContext(.local(2))
        unknown.readLines(path + "/twice" + ending).forEach { _ in }
        let advice = #expect(throws: JobError.self) { try unknown.execute() }
        #expect(advice?.message.contains("is compressed: import Renoir") == true && advice?.code == .io)
    }

    @Test func tablesBesideCompressedOnes_areReadOnce() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path
        let rows = (0..<3000).map { ["a": "\"\($0)\n\"", "b": "\($0)"] }
        for name in ["/1.csv", "/2.csv.gz", "/3.csv", "/4.csv.gz"] {
            let writing = StreamContext(.local(1))
            writing.use(.gzip)
            writing.stream(of: rows).writeCSV(path + name, columns: ["a", "b"])
            try writing.execute()
        }
        for balancing in [Balancing.static, .dynamic] {
            let read = try Shape(ranks: 3, threads: 2, seed: 5).collect { context in
                context.use(.gzip)
                let files = ["/1.csv", "/2.csv.gz", "/3.csv", "/4.csv.gz"].map { path + $0 }
                return context.readCSV(files, columns: ["b"], balancing: balancing) { try $0.int(0) }
            }
            #expect(read.sorted() == (0..<3000).flatMap { [$0, $0, $0, $0] })
        }
    }
}
