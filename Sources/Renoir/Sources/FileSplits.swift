internal import Dataflow

/// How the bytes of some files, taken as one, are cut into splits: by how many there are, whoever reads them.
///
/// Splits are small, so that any number of workers gets about the same of any input. A worker reads neighbours as one piece, so that their
/// number costs nothing.
struct FileSplits: Equatable {
    /// More than workers, by so much that one more or less doesn't matter.
    private static let mostIfSmall = 1 << 16
    /// What may be lost to a failure or wait for a worker is no more than this.
    private static let mostBytes = 64 << 20

    let bytes: Int
    let splitBytes: Int

    init(of bytes: Int) {
        self.bytes = bytes
        splitBytes = max(1, min(Self.mostBytes, (bytes - 1) / Self.mostIfSmall + 1))
    }

    /// How many there are.
    var count: Int { bytes == 0 ? 0 : (bytes - 1) / splitBytes + 1 }

    /// Where the bytes of some splits that follow each other are.
    func bytes(of splits: Range<Int>) -> Range<Int> {
        func start(_ split: Int) -> Int { split >= count ? bytes : split * splitBytes }
        return start(splits.lowerBound)..<start(splits.upperBound)
    }
}
