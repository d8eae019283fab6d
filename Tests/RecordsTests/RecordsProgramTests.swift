import Foundation
import Testing

/// Records are of use without the engine: a program that depends on their module alone.
@Suite(.timeLimit(.minutes(10))) struct RecordsProgramTests {
    /// Built beside the tests, which are mapped from their file.
    private static let program: URL? = {
        let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
        let tests = maps?.split(separator: "\n").first { $0.hasSuffix(".xctest") }
        guard let tests, let start = tests.firstIndex(of: "/") else { return nil }
        return URL(fileURLWithPath: String(tests[start...])).deletingLastPathComponent().appending(
            path: "records-program")
    }()

    private static func run(_ program: URL, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    @Test func wordsCountedByTablesAndFrames_areThoseOfADictionary() throws {
        let text = (0..<500).map { "\($0 % 7)-and-a-tail-that-is-no-short-string-\($0 % 31) w\($0 % 5)" }
        let counts = Dictionary(text.flatMap { $0.split(separator: " ") }.map { ($0, 1) }, uniquingKeysWith: +)
        let (status, output) = try Self.run(try #require(Self.program), text)
        #expect(status == 0)
        #expect(output.split(separator: "\n") == counts.map { "\($0) \($1)" }.sorted().map { $0[...] })
    }

    @Test func program_needsNoMPI() throws {
        let program = try #require(Self.program)
        let (status, output) = try Self.run(URL(fileURLWithPath: "/usr/bin/env"), ["ldd", program.path])
        #expect(status == 0)
        #expect(output.contains("libswiftCore") && !output.contains("libmpi"))
    }
}
