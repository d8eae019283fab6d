internal import CZlib
public import Renoir

extension Compression {
    /// Files whose names end with `.gz`, by the system's zlib.
    ///
    /// ```swift
    /// import Renoir
    /// import RenoirGzip
    ///
    /// context.use(.gzip)
    /// let lines = context.readLines("logs/*.gz")
    /// ```
    ///
    /// Files that were written one behind the other are read as one, as the system's tools do.
    public static let gzip = Compression(
        name: "gzip", ending: ".gz", magic: [0x1F, 0x8B],
        makeDecompressor: { () throws(CompressionError) in try GzipReader() },
        makeCompressor: { () throws(CompressionError) in try GzipWriter() })
}

private final class GzipReader: Decompressor {
    private let stream: OpaquePointer

    init() throws(CompressionError) {
        guard let stream = renoir_gzip_reader() else {
            throw CompressionError(message: "there is no zlib on this host")
        }
        self.stream = stream
    }

    deinit { renoir_gzip_free(stream) }

    func decompress(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> CompressionStep {
        var (taken, put) = (0, 0)
        let result = renoir_gzip_read(
            stream, input.baseAddress, input.count, output.baseAddress, output.count, &taken, &put)
        guard Int(result) != Int(RENOIR_GZIP_BROKEN) else {
            throw CompressionError(message: "it is no gzip file, or damaged")
        }
        return CompressionStep(taken: taken, put: put, isEnd: Int(result) == Int(RENOIR_GZIP_END))
    }
}

private final class GzipWriter: Compressor {
    private let stream: OpaquePointer

    init() throws(CompressionError) {
        guard let stream = renoir_gzip_writer() else {
            throw CompressionError(message: "there is no zlib on this host")
        }
        self.stream = stream
    }

    deinit { renoir_gzip_free(stream) }

    func compress(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool
    ) throws(CompressionError) -> CompressionStep {
        var (taken, put) = (0, 0)
        let result = renoir_gzip_write(
            stream, input.baseAddress, input.count, output.baseAddress, output.count, &taken, &put, isLast ? 1 : 0)
        guard Int(result) != Int(RENOIR_GZIP_BROKEN) else { throw CompressionError(message: "zlib has failed") }
        return CompressionStep(taken: taken, put: put, isEnd: Int(result) == Int(RENOIR_GZIP_END))
    }
}
