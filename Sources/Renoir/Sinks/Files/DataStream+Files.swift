internal import Dataflow
internal import Records
internal import Session
internal import SystemLibrary

/// How and where a sink writes.
@usableFromInline
struct FileTarget {
    let path: ByteString
    let parts: FileParts
    /// What names of parts end with.
    let ending: String
    let replaces: Bool
    /// What a file without records has, if that is known.
    var emptyHeader: ByteString?
    var compression: Compression?

    @usableFromInline
    init(_ path: some InputPath, _ parts: FileParts, ending: String, replaces: Bool) {
        var path = path.patterns.first ?? ByteString()
        // A folder may be written with a slash behind it.
        while path.count > 1, path.last == UInt8(ascii: "/") { path = path.slice(0..<path.count - 1) }
        self.path = path
        self.parts = parts
        self.ending = ending
        self.replaces = replaces
    }
}

extension DataStream<TextChunk> {
    /// Writes chunks to files, which get their names when the job has succeeded.
    func write(_ name: String, _ target: FileTarget) {
        var target = target
        target.compression = Compression.named(by: target.path, of: context.compressions)
        if target.compression == nil, let advice = Compression.advice(for: target.path) { note(advice, name) }
        let file = target
        let commit = FileCommit(
            target.path, target.parts, ending: target.ending + (target.compression?.ending ?? ""),
            replaces: target.replaces)
        context.fileCommits.append(commit)
        let registry = context.outputs
        let chunks = target.parts == .one ? gather(name, wire: .resolve()) : self
        let written: DataStream<WrittenFile> = chunks.apply(
            name,
            state: { replica in PartWriter(file, part: replica.index, registry) },
            kernel: { cursor, input, _, writer in
                while cursor.consumed < cursor.available {
                    let chunk = (input + cursor.consumed).move()
                    cursor.consumed += 1
                    try writer.pointee.write(chunk)
                }
            },
            emission: { cursor, output, writer in
                guard cursor.isEndOfPass else { return }
                guard cursor.produced < cursor.capacity else {
                    cursor.isPending = true
                    return
                }
                (output + cursor.produced).initialize(to: try writer.pointee.finish())
                cursor.produced += 1
            })
        written.gather("\(name) is done", wire: .resolve()).consume(
            "\(name) is done", state: { _ in Stateless() },
            kernel: { cursor, input, _, _ in
                while cursor.consumed < cursor.available {
                    commit.add((input + cursor.consumed).move())
                    cursor.consumed += 1
                }
            })
    }
}

/// Writes the file of one replica.
private final class PartWriter {
    private let target: FileTarget
    private let part: Int
    private let registry: OutputRegistry
    private var file: OutputFile?
    private var header: ByteString?

    init(_ target: FileTarget, part: Int, _ registry: OutputRegistry) {
        self.target = target
        self.part = part
        self.registry = registry
    }

    func write(_ chunk: TextChunk) throws(JobError) {
        let file = try open(header: chunk.header)
        if let header = chunk.header, header != self.header {
            throw JobError(.user, "\(target.path.visible): records of different columns")
        }
        try chunk.bytes.withUnsafeBytes { bytes throws(JobError) in try file.write(bytes, records: chunk.records) }
    }

    func finish() throws(JobError) -> WrittenFile {
        let file = try open(header: target.emptyHeader)
        self.file = nil
        return try file.finish(part: part)
    }

    private func open(header: ByteString?) throws(JobError) -> OutputFile {
        if let file { return file }
        let file = try OutputFile(for: target.path, registry, target.compression)
        self.file = file
        self.header = header
        if let header {
            try header.withUnsafeBytes { bytes throws(JobError) in try file.write(bytes, records: 0) }
        }
        return file
    }
}
