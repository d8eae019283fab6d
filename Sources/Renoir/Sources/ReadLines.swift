internal import Dataflow
public import Records
internal import Session

extension StreamContext {
    /// A stream of the lines of a file, or of all files that match a pattern.
    ///
    /// ```swift
    /// let words = context.readLines("logs/*.txt").flatMap { $0.words() }
    /// ```
    ///
    /// Local: every worker reads a part of the bytes, about the same number each; a line goes to the worker in whose part
    /// it starts. The order of lines is kept within a part. With dynamic balancing, workers of all ranks take a few splits of the bytes at a
    /// time, when they have worked off the lines that they had; the order is kept within a split. Where splits begin
    /// depends on the files alone: there are about 65,536, of 64 MiB at most. Lines end with `\n` or `\r\n`, which are not part of
    /// them; the last one may end with the file. Bytes are what they are: no encoding is assumed.
    ///
    /// All ranks must see the same files. Rank 0 measures them when the job starts; what is appended later is not read, and one
    /// that becomes shorter ends the job. What has no size — a pipe, `/dev/stdin`, a device, a file of `/proc` — is read to
    /// its end by one worker, the first of rank 0.
    ///
    /// - Parameters:
    ///   - path: A path, or a pattern as the shell's (`*`, `?`, `[…]`). Files follow each other by name. A pattern finds
    ///     names of any bytes; ``readLines(_:lineEnd:balancing:)-(ByteString,_,_)`` takes them.
    ///   - lineEnd: What ends a line.
    ///   - balancing: Who decides which worker reads a line: the number of workers, or time.
    /// - Throws: A file that can't be read or becomes shorter, a directory, or a pattern that matches nothing ends the job on all
    ///   ranks, with exit code 6.
    /// - Complexity: O(*n*) for *n* bytes, divided among the workers; memory for a few blocks and the longest line.
    public func readLines(
        _ path: String, lineEnd: LineEnd = .any, balancing: Balancing = .static
    ) -> DataStream<ByteString> {
        readLines(ByteString(path), lineEnd: lineEnd, balancing: balancing)
    }

    /// A stream of the lines of a file, or of all files that match a pattern, whose name need not be text.
    ///
    /// ```swift
    /// let (config, arguments) = RuntimeConfig.fromArguments(as: ByteString.self)
    /// let lines = StreamContext(config).readLines(arguments[0])
    /// ```
    ///
    /// As ``readLines(_:lineEnd:balancing:)-(String,_,_)``. The system knows files by bytes, which are UTF-8 by custom only.
    public func readLines(
        _ path: ByteString, lineEnd: LineEnd = .any, balancing: Balancing = .static
    ) -> DataStream<ByteString> {
        lines(of: path, balancing, lineEnd: lineEnd) { reader, output, count throws(JobError) in
            try reader.read(into: output, count: count)
        }
    }

    /// What ends a line.
    public enum LineEnd: Sendable {
        /// `\n`, or `\r\n`.
        case any
        /// `\n`: a `\r` before it belongs to the line.
        case lineFeed
    }

    /// What `readLines` does with a line that is not valid UTF-8.
    public enum InvalidText: Sendable {
        /// Puts U+FFFD in the place of what is wrong.
        case repair
        /// Ends the job, with exit code 5 and a message that names the file, the line and the byte.
        case fail
    }

    /// A stream of the lines of a file, or of all files that match a pattern, as strings.
    ///
    /// ```swift
    /// let names = context.readLines("names.txt", as: String.self, invalid: .fail)
    /// ```
    ///
    /// As ``readLines(_:lineEnd:balancing:)-(String,_,_)``; each line is decoded from UTF-8, which costs more than bytes do. `line.words()` finds the words
    /// of a line faster than `split(separator:)` does.
    public func readLines(
        _ path: String, as type: String.Type, invalid: InvalidText, balancing: Balancing = .static
    ) -> DataStream<String> {
        readLines(ByteString(path), as: type, invalid: invalid, balancing: balancing)
    }

    /// A stream of the lines of a file, or of all files that match a pattern, as strings; the name need not be text.
    ///
    /// ```swift
    /// let names = context.readLines(arguments[0], as: String.self, invalid: .fail)
    /// ```
    ///
    /// As ``readLines(_:as:invalid:balancing:)-(String,_,_,_)``.
    public func readLines(
        _ path: ByteString, as type: String.Type, invalid: InvalidText, balancing: Balancing = .static
    ) -> DataStream<String> {
        switch invalid {
        case .repair: readLines(path, balancing: balancing).map { String($0) }
        case .fail:
            lines(of: path, balancing) { reader, output, count throws(JobError) in
                try reader.read(into: output, count: count)
            }
        }
    }

    /// A stream of what `read` makes of the lines.
    func lines<Line>(
        of path: some InputPath, _ balancing: Balancing, name: String = "readLines", lineEnd: LineEnd = .any,
        _ read: @escaping (LineReader, UnsafeMutablePointer<Line>, Int) throws(JobError) -> (lines: Int, isAtEnd: Bool)
    ) -> DataStream<Line> {
        let files = InputFiles(path, compressions)
        return add(
            SplitSourceNode(
                name: name, balancing: balancing, extent: files.extent,
                splits: { try files.splits().count },
                makeState: { replica in
                    let isFirst = replica.index == 0
                    let reader = LineReader([], longestLine: replica.stateBytes, lineEnd: lineEnd)
                    guard isFirst, balancing == .dynamic else {
                        return LineSource(reader: reader, takesWholes: isFirst)
                    }
                    // It may never get a split.
                    reader.add(try files.pieces(of: 0..<0, withWholes: true))
                    return LineSource(reader: reader, takesWholes: false)
                },
                begin: { source, splits in
                    source.reader.add(try files.pieces(of: splits, withWholes: source.takesWholes))
                },
                emission: { cursor, output, source in
                    let read = try read(
                        source.pointee.reader, output + cursor.produced, cursor.capacity - cursor.produced)
                    cursor.produced += read.lines
                    cursor.isPending = !read.isAtEnd
                },
                progress: { $0.reader.takeProgress() }, skipped: { $0.reader.takeSkipped() }, adopt: { files.adopt($0) }
            ))
    }
}

/// A worker's part of the lines.
private struct LineSource {
    let reader: LineReader
    /// Whether what is read to its end belongs to its splits.
    let takesWholes: Bool
}
