internal import CZstd
public import Renoir

extension Compression {
    /// Files whose names end with `.zst`, by the system's libzstd.
    ///
    /// ```swift
    /// import Renoir
    /// import RenoirZstd
    ///
    /// context.use(.zstd)
    /// let lines = context.readLines("logs/*.zst")
    /// ```
    ///
    /// Files that were written one behind the other are read as one, as the system's tools do.
    public static let zstd = Compression(
        name: "zstd", ending: ".zst", magic: [0x28, 0xB5, 0x2F, 0xFD],
        makeDecompressor: { () throws(CompressionError) in try ZstdReader() },
        makeCompressor: { () throws(CompressionError) in try ZstdWriter() })
}

private final class ZstdReader: Decompressor {
    private let stream: OpaquePointer

    init() throws(CompressionError) {
        guard let stream = renoir_zstd_reader() else {
            throw CompressionError(message: "there is no libzstd on this host")
        }
        self.stream = stream
    }

    deinit { renoir_zstd_free(stream) }

    func decompress(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> CompressionStep {
        var (taken, put) = (0, 0)
        let result = renoir_zstd_read(
            stream, input.baseAddress, input.count, output.baseAddress, output.count, &taken, &put)
        guard Int(result) != Int(RENOIR_ZSTD_BROKEN) else {
            throw CompressionError(message: "it is no zstd file, or damaged")
        }
        return CompressionStep(taken: taken, put: put, isEnd: Int(result) == Int(RENOIR_ZSTD_END))
    }
}

private final class ZstdWriter: Compressor {
    private let stream: OpaquePointer

    init() throws(CompressionError) {
        guard let stream = renoir_zstd_writer() else {
            throw CompressionError(message: "there is no libzstd on this host")
        }
        self.stream = stream
    }

    deinit { renoir_zstd_free(stream) }

    func compress(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool
    ) throws(CompressionError) -> CompressionStep {
        var (taken, put) = (0, 0)
        let result = renoir_zstd_write(
            stream, input.baseAddress, input.count, output.baseAddress, output.count, &taken, &put, isLast ? 1 : 0)
        guard Int(result) != Int(RENOIR_ZSTD_BROKEN) else { throw CompressionError(message: "libzstd has failed") }
        return CompressionStep(taken: taken, put: put, isEnd: Int(result) == Int(RENOIR_ZSTD_END))
    }
}
