internal import Records
internal import Session
internal import SystemLibrary

extension LineReader {
    /// Lines that are looked at before they are given.
    private static let mostLines = 256
    /// Bytes of a line that a message shows.
    private static let mostShown = 80

    /// Puts lines as strings at `output`, up to `count`.
    ///
    /// - Returns: As ``read(into:count:)``.
    /// - Throws: Also which line is not valid UTF-8.
    func read(
        into output: UnsafeMutablePointer<String>, count: Int
    ) throws(JobError) -> (lines: Int, isAtEnd: Bool) {
        let room = min(count, Self.mostLines)
        // The temporary memory's own function knows no other errors than all.
        let result = withUnsafeTemporaryAllocation(of: ByteString.self, capacity: room) { buffer in
            Result { () throws(JobError) in
                let lines = buffer.baseAddress!
                let read = try self.read(into: lines, count: room)
                defer { lines.deinitialize(count: read.lines) }
                for place in 0..<read.lines {
                    guard let text = String(validating: lines[place]) else {
                        output.deinitialize(count: place)
                        throw invalid(lines[place], place)
                    }
                    (output + place).initialize(to: text)
                }
                return read
            }
        }
        return try result.get()
    }

    /// What is wrong with the line that is number `place` of the last ones.
    private func invalid(_ line: ByteString, _ place: Int) -> JobError {
        guard let piece else { preconditionFailure("a line of no piece") }
        let start = startOfLastLine(place)
        let bad = line.withUnsafeBytes { bytes in
            do throws(UTF8.ValidationError) {
                let span = Span(_unsafeElements: bytes.assumingMemoryBound(to: UInt8.self))
                _ = try UTF8Span(validating: span)
                return 0
            } catch {
                return error.byteOffsets.lowerBound
            }
        }
        let number = lineNumber(at: start, place, of: piece).map { "line \($0), " } ?? ""
        // Half a message of what is before.
        let shown = line.slice(max(0, bad - Self.mostShown / 2)..<line.count).visible(atMost: Self.mostShown)
        return JobError(
            .data, "\(piece.path.visible), \(number)byte \(start + bad) (from 0): not valid UTF-8: \(shown)")
    }

    /// Where in the file a line starts that is number `place` of the last ones.
    func startOfLastLine(_ place: Int) -> Int {
        var start = lastLines.place
        for _ in 0..<place {
            guard let feed = lineFeed(in: start..<block.bytes.count) else { break }
            start = feed + 1
        }
        return lastLines.offset + start - lastLines.place
    }

    /// The number of a line, from 1; nil if it is too far from the start of the file to be counted.
    func lineNumber(at offset: Int, _ place: Int, of piece: FilePiece) -> Int? {
        guard piece.range.lowerBound > 0 else { return lastLines.number + place + 1 }
        return LineNumbers.line(at: offset, of: piece.path)
    }
}
