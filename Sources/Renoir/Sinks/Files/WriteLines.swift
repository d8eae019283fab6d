internal import Dataflow
internal import Records
internal import Session
internal import SystemLibrary

extension DataStream<ByteString> {
    /// Writes the records as lines of a file, or of one for each worker.
    ///
    /// ```swift
    /// errors.writeLines("errors.txt")
    /// ```
    ///
    /// Exchanges: all lines move to a worker of rank 0; with a file for each worker, none does. The order of lines is that of the stream. A file
    /// has its name only when all of the job has succeeded: until then, and of a job that fails, there is nothing. What it holds says a
    /// manifest, `NAME.manifest.json`, or `_MANIFEST.json` in a folder: the files with their bytes and records. Devices and pipes
    /// are written to as they are.
    ///
    /// - Parameters:
    ///   - path: The file, or the folder. Nothing is there before, and the folder above it is.
    ///   - parts: Into how many files.
    ///   - replacing: Whether a file, or a folder that such a sink has written, may be there. It stays until the job has succeeded.
    /// - Throws: A path that can't be written, or that exists, ends the job on all ranks, with exit code 6; the second before anything runs. A
    ///   line with a line end in it ends it too: it would be two.
    /// - Complexity: O(*n*) for *n* bytes.
    public func writeLines(_ path: some InputPath, parts: FileParts = .one, replacing: Bool = false) {
        chunked("writeLines") { line, chunks in
            guard !line.contains(UInt8(ascii: "\n")) else {
                throw JobError(.user, "a line has a line end in it: \(line.visible(atMost: 40))")
            }
            line.withUnsafeBytes { chunks.bytes += $0 }
            chunks.bytes.append(UInt8(ascii: "\n"))
        }
        .write("writeLines", FileTarget(path, parts, ending: ".txt", replaces: replacing))
    }
}

extension DataStream<String> {
    /// Writes the records as lines of a file, or of one for each worker, in UTF-8.
    ///
    /// ```swift
    /// names.writeLines("names", parts: .perWorker)
    /// ```
    ///
    /// As ``writeLines(_:parts:replacing:)-(InputPath,_,_)``.
    public func writeLines(_ path: some InputPath, parts: FileParts = .one, replacing: Bool = false) {
        map { ByteString($0) }.writeLines(path, parts: parts, replacing: replacing)
    }
}
