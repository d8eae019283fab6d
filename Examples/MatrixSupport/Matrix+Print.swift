internal import ExampleSupport
public import Renoir
public import RenoirMatrices

extension Matrix {
    /// Writes the lines of `writeCSV` to standard output, on rank 0.
    public func print(_ config: RuntimeConfig) throws {
        var output = StandardOutput(config)
        try eachPiece { lines in
            output.write(ByteString(lines))
            output.flush()
        }
    }
}

extension Matrix where Element == Double {
    /// Ends with an error, on all ranks, unless all elements are finite.
    public func checkFinite(_ file: String) throws {
        guard try (self - self).sum() == 0 else { throw JobError(.data, "\(file) has numbers that aren't finite") }
    }
}
