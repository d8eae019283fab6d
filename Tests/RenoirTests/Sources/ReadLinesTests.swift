import Dispatch
import Foundation
import Testing

@testable import Renoir

@Suite struct ReadLinesTests {
    /// Texts with ends of lines in every place where a reader may look for them.
    static let texts: [String] = [
        "", "\n", "\r\n", "a", "a\n", "a\r\n", "a\nb", "\n\n\n", "a\n\nb\n", "ends with\r", "one\r\ntwo\nthree\r\n\r\n",
        (0..<1000).map { "line number \($0)" }.joined(separator: "\n"),
        (0..<500).map { String(repeating: "x", count: $0 % 40) }.joined(separator: "\r\n"),
        "short\n" + String(repeating: "very long ", count: 100_000) + "\nshort",
    ]

    @Test(arguments: Shape.all)
    func everyLine_isReadOnce(shape: Shape) throws {
        for text in Self.texts {
            let file = try TemporaryFile(Data(text.utf8))
            let path = file.path
            let lines = try shape.collect { $0.readLines(path) }
            #expect(
                lines.sorted() == Self.lines(of: text).map { ByteString($0) }.sorted(), "\(shape), \(text.prefix(40))")
        }
    }

    @Test(arguments: Shape.all)
    func everyLine_isReadOnce_withDynamicBalancing(shape: Shape) throws {
        for text in Self.texts {
            let file = try TemporaryFile(Data(text.utf8))
            let path = file.path
            let lines = try shape.collect { $0.readLines(path, balancing: .dynamic) }
            #expect(
                lines.sorted() == Self.lines(of: text).map { ByteString($0) }.sorted(), "\(shape), \(text.prefix(40))")
        }
    }

    /// Neighbouring pieces that are added one by one, of which several lie in one line, or end with one.
    @Test(arguments: [1, 2, 3, 7, 50, 5000])
    func pieces_addedWhileReading_giveTheSameLines(size: Int) throws {
        for text in Self.texts.dropLast() + ["a\n" + String(repeating: "x", count: 900_000) + "\nb"] {
            let bytes = text.utf8.count
            guard bytes / size < 200_000 else { continue }
            let file = try TemporaryFile(Data(text.utf8))
            var lines: [String] = []
            for first in 0...2 {
                // Three neighbours of nine each time: some follow each other and others don't.
                let reader = LineReader([], blockBytes: 64)
                let output = UnsafeMutablePointer<ByteString>.allocate(capacity: 8)
                defer { output.deallocate() }
                for start in stride(from: 0, to: bytes, by: size) where start / size % 9 / 3 == first {
                    let range = start..<min(bytes, start + size)
                    reader.add([FilePiece(path: ByteString(file.path), range: range, bytes: bytes)])
                    while true {
                        let read = try reader.read(into: output, count: 8)
                        for place in 0..<read.lines { lines.append(String(output[place])) }
                        output.deinitialize(count: read.lines)
                        if read.isAtEnd { break }
                    }
                }
            }
            #expect(lines.sorted() == Self.lines(of: text).sorted(), "\(size), \(text.prefix(40))")
        }
    }

    @Test(arguments: [Balancing.static, .dynamic])
    func oneWorker_keepsTheOrderOfAllLines(balancing: Balancing) throws {
        let folder = try TemporaryFolder()
        for name in 1...3 {
            let text = (0..<2000).map { "\(name): \($0)\n" }.joined()
            try Data(text.utf8).write(to: folder.url.appending(path: "\(name).txt"))
        }
        let context = StreamContext(.local(1))
        let lines = context.readLines(folder.url.path + "/*", balancing: balancing).collect()
        try context.execute()
        #expect(lines.value == (1...3).flatMap { name in (0..<2000).map { ByteString("\(name): \($0)") } })
    }

    /// A file that has grown when other ranks look at it: what rank 0 has seen is read, once.
    @Test
    func growingFile_isReadAsFarAsRank0HasSeenIt() throws {
        let file = try TemporaryFile(Data((0..<1000).map { "line \($0)\n" }.joined().utf8))
        let files = InputFiles(file.path)
        let atRank0 = try files.extent().measures
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("more\n".utf8))
        let others = InputFiles(file.path)
        #expect(try others.extent().measures != atRank0)
        others.adopt(atRank0)
        #expect(try others.splits() == files.splits())
        let reader = LineReader(try others.pieces(of: 0..<others.splits().count, withWholes: false))
        let output = UnsafeMutablePointer<ByteString>.allocate(capacity: 2000)
        defer { output.deallocate() }
        let read = try reader.read(into: output, count: 2000)
        #expect(read.lines == 1000)
        output.deinitialize(count: read.lines)
    }

    @Test
    func bytesThatAreNoText_arePassedOn() throws {
        let bytes: [UInt8] = [0, 255, 254, 10, 128, 0, 10, 0xC3]
        let file = try TemporaryFile(Data(bytes))
        let context = StreamContext(.local(1))
        let lines = context.readLines(file.path).collect()
        try context.execute()
        #expect(lines.value?.map(Array.init) == [[0, 255, 254], [128, 0], [0xC3]])
    }

    @Test
    func pattern_readsAllFilesThatMatch() throws {
        let folder = try TemporaryFolder()
        for name in ["a.txt", "b.txt", "c.log"] {
            try Data("\(name) 1\n\(name) 2".utf8).write(to: folder.url.appending(path: name))
        }
        let path = folder.url.path + "/*.txt"
        for threads in 1...5 {
            let context = StreamContext(.local(threads))
            let lines = context.readLines(path).collect()
            try context.execute()
            #expect(lines.value?.sorted() == ["a.txt 1", "a.txt 2", "b.txt 1", "b.txt 2"])
        }
    }

    /// Two names that are no text, and the one that both would be if they were repaired.
    @Test(arguments: [1, 3])
    func filesWhoseNamesAreNoText_areReadEachByItsOwn(threads: Int) throws {
        let folder = try TemporaryFolder()
        let base = Array((folder.url.path + "/f").utf8)
        let names = [[0xE9], [0xE8], Array("\u{FFFD}".utf8)].map { ByteString(base + $0) }
        for (number, name) in names.enumerated() { try write("line of \(number)\n", to: name) }
        for (number, name) in names.enumerated() {
            let context = StreamContext(.local(threads))
            let lines = context.readLines(name).collect()
            try context.execute()
            #expect(lines.value == [ByteString("line of \(number)")])
        }
        let context = StreamContext(.local(threads))
        let lines = context.readLines(folder.url.path + "/*").collect()
        try context.execute()
        #expect(lines.value?.sorted() == ["line of 0", "line of 1", "line of 2"])
    }

    @Test
    func nameThatIsNoText_isShownWithEscapes() throws {
        let folder = try TemporaryFolder()
        let name = ByteString(Array((folder.url.path + "/f").utf8) + [0xE9, 0x1B, 0x0A])
        let context = StreamContext(.local(1))
        context.readLines(name).forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.message.contains("/f\\xe9\\u{1B}\\n can't be opened") == true)
    }

    /// The system would read the file whose name ends there.
    @Test
    func nameWithAZero_isNoFile() throws {
        let file = try TemporaryFile(Data("text".utf8))
        let context = StreamContext(.local(1))
        context.readLines(file.path + "\0.txt").forEach { _ in }
        #expect(throws: JobError.self) { try context.execute() }
    }

    private func write(_ text: String, to path: ByteString) throws {
        let descriptor = open(path.map { CChar(bitPattern: $0) } + [0], O_WRONLY | O_CREAT, 0o600)
        try #require(descriptor >= 0)
        FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).write(Data(text.utf8))
    }

    @Test
    func whatCantBeRead_isAnError() throws {
        let folder = try TemporaryFolder()
        for path in [folder.url.path, folder.url.path + "/missing", folder.url.path + "/*.none"] {
            let context = StreamContext(.local(1))
            context.readLines(path).forEach { _ in }
            let error = #expect(throws: JobError.self) { try context.execute() }
            #expect(error?.code == .io)
            #expect(error?.message.contains(path) == true)
        }
    }

    @Test
    func stringsFromInvalidText_areRepairedOrRefused() throws {
        let file = try TemporaryFile(Data([0x61, 0xFF, 0x62, 10, 0x63]))
        let repaired = StreamContext(.local(1))
        let lines = repaired.readLines(file.path, as: String.self, invalid: .repair).collect()
        try repaired.execute()
        #expect(lines.value?.sorted() == ["a\u{FFFD}b", "c"])
        let refused = StreamContext(.local(1))
        refused.readLines(file.path, as: String.self, invalid: .fail).forEach { _ in }
        let error = #expect(throws: JobError.self) { try refused.execute() }
        #expect(error?.code == .data)
    }

    /// In blocks and pieces of all kinds, and with ends of lines of both.
    @Test(arguments: [1, 2, 3, 8], ["\n", "\r\n"])
    func lineThatIsNoText_isToldByFileLineAndByte(threads: Int, end: String) throws {
        for (before, line) in [(0, 3), (0, 2000), (1000, 1), (1999, 40), (20_000, 7)] {
            var bytes = (0..<before).flatMap { Array("line \($0)\(end)".utf8) }
            let start = bytes.count
            bytes += Array(repeating: UInt8(ascii: "x"), count: line) + [0xFF, 0x1B, 0x5B] + Array("\(end)last".utf8)
            let file = try TemporaryFile(Data(bytes))
            let context = StreamContext(.local(threads))
            context.readLines(file.path, as: String.self, invalid: .fail).forEach { _ in }
            let error = #expect(throws: JobError.self) { try context.execute() }
            #expect(error?.code == .data)
            let message = try #require(error?.message)
            #expect(
                message.hasPrefix("\(file.path), line \(before + 1), byte \(start + line) (from 0): not valid UTF-8: "),
                "\(message)")
            #expect(message.contains("x\\xff\\u{1B}["))
            #expect(message.count < 300)
        }
    }

    @Test func lineOfAPipeThatIsNoText_isToldToo() throws {
        let pipe = Pipe()
        pipe.fileHandleForWriting.write(Data([0x61, 10, 10, 0xC3, 10]))
        try pipe.fileHandleForWriting.close()
        let context = StreamContext(.local(2))
        let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
        context.readLines(path, as: String.self, invalid: .fail).forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.message == "\(path), line 3, byte 3 (from 0): not valid UTF-8: \\xc3")
    }

    @Test(arguments: Shape.all)
    func textLines_areThoseOfBytes(shape: Shape) throws {
        let file = try TemporaryFile(Data((0..<3000).map { "line é \($0)" }.joined(separator: "\n").utf8))
        let path = file.path
        let lines = try shape.collect { $0.readLines(path, as: String.self, invalid: .fail) }
        #expect(lines.sorted() == (0..<3000).map { "line é \($0)" }.sorted())
    }

    /// The lines of a text, found the simple way.
    private static func lines(of text: String) -> [String] {
        var lines = Array(text.utf8).split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
        let last = lines.removeLast()
        lines = lines.map { $0.last == 13 ? Array($0.dropLast()) : $0 }
        if !last.isEmpty { lines.append(last) }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Files whose size doesn't tell what is in them.
@Suite(.timeLimit(.minutes(5))) struct ReadUnsizedFilesTests {
    @Test(arguments: Shape.all)
    func pipe_isReadOnceByOneWorker(shape: Shape) throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path + "/pipe"
        try #require(mkfifo(path, 0o600) == 0)
        // More than a pipe holds.
        let lines = (0..<5000).map { "line \($0) \(String(repeating: "x", count: $0 % 100))" }
        Thread {
            try? FileHandle(forWritingTo: URL(fileURLWithPath: path)).write(
                contentsOf: Data(lines.joined(separator: "\n").utf8))
        }.start()
        let read = try shape.collect { $0.readLines(path) }
        #expect(read.sorted() == lines.map { ByteString($0) }.sorted())
    }

    /// Its writer has nothing to say yet, and then all at once and in parts.
    @Test func pipe_isWaitedFor() throws {
        let pipe = Pipe()
        let context = StreamContext(.local(2))
        let (first, rest) = (ByteString("first"), String(repeating: "long ", count: 20_000))
        let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
        let isRead = DispatchSemaphore(value: 0)
        let lines = context.readLines(path).inspect { if $0 == first { isRead.signal() } }.collect()
        Thread {
            let writer = pipe.fileHandleForWriting
            writer.write(Data("fir".utf8))
            writer.write(Data("st\nlo".utf8))
            // A line is given as soon as it is there.
            isRead.wait()
            writer.write(Data(rest.dropFirst(2).utf8))
            try? writer.close()
        }.start()
        try context.execute()
        #expect(lines.value == [first, ByteString(rest)])
    }

    @Test(arguments: [
        "/proc/self/mountinfo", "/proc/cpuinfo", "/sys/kernel/mm/transparent_hugepage/enabled", "/dev/null",
    ])
    func fileOfTheKernel_isReadToItsEnd(path: String) throws {
        guard let bytes = FileManager.default.contents(atPath: path) else { return }
        let context = StreamContext(.local(3))
        let lines = context.readLines(path).collectCount()
        try context.execute()
        #expect(
            lines.value == bytes.split(separator: 10, omittingEmptySubsequences: false).count
                - (bytes.last ?? 10 == 10 ? 1 : 0))
    }

    /// With files that have a size, before and behind.
    @Test(arguments: [1, 2, 5], [Balancing.static, .dynamic])
    func pipeAmongFiles_isReadWithThem(threads: Int, balancing: Balancing) throws {
        let folder = try TemporaryFolder()
        for name in ["a", "c"] { try Data("\(name)1\n\(name)2".utf8).write(to: folder.url.appending(path: name)) }
        let path = folder.url.path + "/b"
        try #require(mkfifo(path, 0o600) == 0)
        Thread { try? FileHandle(forWritingTo: URL(fileURLWithPath: path)).write(contentsOf: Data("b1\nb2".utf8)) }
            .start()
        let context = StreamContext(.local(threads))
        let lines = context.readLines(folder.url.path + "/*", balancing: balancing).collect()
        try context.execute()
        #expect(lines.value?.sorted() == ["a1", "a2", "b1", "b2", "c1", "c2"])
        if threads == 1, balancing == .static { #expect(lines.value == lines.value?.sorted()) }
    }

    @Test func lineWithoutEnd_endsTheJobBeforeTheMemoryDoes() throws {
        let reader = LineReader([FilePiece(path: "/dev/zero", range: 0..<Int.max, bytes: nil)], longestLine: 1 << 20)
        let output = UnsafeMutablePointer<ByteString>.allocate(capacity: 1)
        defer { output.deallocate() }
        let error = #expect(throws: JobError.self) { _ = try reader.read(into: output, count: 1) }
        #expect(error?.code == .resources)
    }

    @Test func fileThatBecomesShorter_endsTheJob() throws {
        let file = try TemporaryFile(Data("one\ntwo\n".utf8))
        let reader = LineReader([FilePiece(path: ByteString(file.path), range: 0..<20, bytes: 20)])
        let output = UnsafeMutablePointer<ByteString>.allocate(capacity: 8)
        defer { output.deallocate() }
        let error = #expect(throws: JobError.self) { while try !reader.read(into: output, count: 8).isAtEnd {} }
        #expect(error?.code == .io)
    }

    @Test func whatIsAppendedLater_isNotRead() throws {
        let file = try TemporaryFile(Data("one\ntwo\nthree\n".utf8))
        let reader = LineReader([FilePiece(path: ByteString(file.path), range: 0..<7, bytes: 7)])
        let output = UnsafeMutablePointer<ByteString>.allocate(capacity: 8)
        defer { output.deallocate() }
        let lines = try reader.read(into: output, count: 8).lines
        defer { output.deinitialize(count: lines) }
        #expect((0..<lines).map { output[$0] } == ["one", "two"])
    }
}

/// A file that goes away with its owner.
final class TemporaryFile {
    private let folder: TemporaryFolder
    let path: String

    init(_ contents: Data) throws {
        folder = try TemporaryFolder()
        path = folder.url.appending(path: "file").path
        try contents.write(to: URL(fileURLWithPath: path))
    }
}

/// A folder that goes away with its owner.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "renoir-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
