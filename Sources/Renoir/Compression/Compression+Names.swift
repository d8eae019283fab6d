internal import Records
internal import Session
internal import SystemLibrary

extension Compression {
    /// The one that a file's name asks for.
    static func named(by path: ByteString, of compressions: [Compression]) -> Compression? {
        compressions.last { path.hasSuffix(ByteString($0.ending)) }
    }

    /// Modules of this package by the endings of the names that they know.
    private static let modules = [(".gz", "gzip", "RenoirGzip"), (".zst", "zstd", "RenoirZstd")]

    /// What to say of a file that nothing which is used can read or write; nil if its name says nothing of the kind.
    static func advice(for path: ByteString) -> String? {
        modules.first { path.hasSuffix(ByteString($0.0)) }
            .map { "\(path.visible) is compressed: import \($0.2) and say context.use(.\($0.1)) before" }
    }

    /// Whether a file begins as compressed ones do.
    static func looksCompressed(_ start: [UInt8]) -> Bool {
        start.starts(with: [0x1F, 0x8B]) || start.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
    }
}

/// Reads a compressed file from an open one.
final class CompressedInput {
    private static let inputBytes = 64 << 10

    private let path: ByteString
    private let decompressor: any Decompressor
    private let buffer = ByteStorage(byteCount: inputBytes)
    private var unread = 0..<0
    private var isAtEndOfInput = false
    /// Whether the file may end here.
    private var mayEnd = false
    /// Bytes that were read of the file since somebody last asked.
    private(set) var taken = 0

    init(_ path: ByteString, _ compression: Compression) throws(JobError) {
        self.path = path
        do throws(CompressionError) {
            decompressor = try compression.makeDecompressor()
        } catch {
            throw JobError(.resources, "\(path.visible) can't be read: \(error.message)")
        }
    }

    func takeProgress() -> Int {
        defer { taken = 0 }
        return taken
    }

    /// Puts what the file stands for into `output`.
    ///
    /// - Returns: How much; 0 at the end, and nil while a pipe has nothing.
    func read(_ descriptor: Int32, into output: UnsafeMutableRawBufferPointer) throws(JobError) -> Int? {
        while true {
            if unread.isEmpty, !isAtEndOfInput {
                let count = SystemLibrary.read(descriptor, buffer.mutableBytes!.baseAddress, Self.inputBytes)
                if count < 0 && (errno == EINTR || errno == EAGAIN) { return nil }
                guard count >= 0 else { throw InputFiles.failure("can't be read", path) }
                unread = 0..<count
                taken += count
                isAtEndOfInput = count == 0
            }
            let step: CompressionStep
            do throws(CompressionError) {
                step = try decompressor.decompress(
                    UnsafeRawBufferPointer(rebasing: buffer.bytes[unread]), into: output)
            } catch {
                // Zeros behind the end fill up blocks of tapes.
                if mayEnd, buffer.bytes[unread].allSatisfy({ $0 == 0 }) {
                    unread = 0..<0
                    continue
                }
                throw JobError(.data, "\(path.visible) can't be read: \(error.message)")
            }
            if step.taken > 0 || step.put > 0 { mayEnd = step.isEnd }
            unread = unread.lowerBound + step.taken..<unread.upperBound
            if step.put > 0 { return step.put }
            guard unread.isEmpty, isAtEndOfInput else { continue }
            guard mayEnd else { throw JobError(.data, "\(path.visible) ends in the middle of its compressed data") }
            return 0
        }
    }
}
