/// A way of compressing files, known by the ends of their names.
///
/// The modules `RenoirGzip` and `RenoirZstd` have `gzip` and `zstd`; ``StreamContext/use(_:)`` says which of them a job knows.
public struct Compression: Sendable {
    let name: String
    let ending: String
    let magic: [UInt8]
    let makeDecompressor: @Sendable () throws(CompressionError) -> any Decompressor
    let makeCompressor: @Sendable () throws(CompressionError) -> any Compressor

    /// - Parameters:
    ///   - ending: What names of such files end with.
    ///   - magic: What such files begin with.
    public init(
        name: String, ending: String, magic: [UInt8],
        makeDecompressor: @escaping @Sendable () throws(CompressionError) -> any Decompressor,
        makeCompressor: @escaping @Sendable () throws(CompressionError) -> any Compressor
    ) {
        self.name = name
        self.ending = ending
        self.magic = magic
        self.makeDecompressor = makeDecompressor
        self.makeCompressor = makeCompressor
    }
}

/// Why something can't be compressed or read.
public struct CompressionError: Error {
    /// What happened, as a part of a sentence that names the file.
    public let message: String

    public init(message: String) { self.message = message }
}

/// How far a step has come.
public struct CompressionStep: Sendable {
    /// Bytes taken of the input, and put into the output.
    public let taken: Int
    public let put: Int
    /// Whether the file may end here.
    public let isEnd: Bool

    public init(taken: Int, put: Int, isEnd: Bool) {
        self.taken = taken
        self.put = put
        self.isEnd = isEnd
    }
}

/// Reads a compressed file, piece by piece.
public protocol Decompressor: AnyObject {
    /// Takes bytes of the file and puts what they stand for, as far as there is room.
    func decompress(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> CompressionStep
}

/// Writes a compressed file, piece by piece.
public protocol Compressor: AnyObject {
    /// Takes bytes and puts those of the file, as far as there is room.
    ///
    /// - Parameter isLast: Whether nothing follows; called until it's at its end.
    func compress(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool
    ) throws(CompressionError) -> CompressionStep
}

extension StreamContext {
    /// Has files read and written by `compressions` whose names end as theirs do; of sources and sinks that are added afterwards.
    ///
    /// ```swift
    /// context.use(.gzip)
    /// context.readLines("logs/*.gz").filter { $0.hasPrefix("ERROR") }.writeLines("errors.txt.gz")
    /// ```
    ///
    /// A compressed file is read by one worker from its start to its end; several of them by several. Files whose names say that they are
    /// compressed, and are in a way that isn't used, are refused.
    public func use(_ compressions: Compression...) { self.compressions += compressions }
}
