internal import Records
internal import Session
internal import Tabular

/// Goes through a share of some files, to see what it does to what follows.
final class CSVLook {
    private static let lookBytes = 1 << 20

    private var pieces: ArraySlice<FilePiece>
    private let format: CSVFormat
    private var file: SmallReads?
    private var offset = 0
    private var transition = CSVTransition.identity
    /// Places on the way, and what leads to them.
    private(set) var places: [(path: ByteString, offset: Int, transition: CSVTransition)] = []

    init(_ pieces: [FilePiece], _ format: CSVFormat) throws {
        self.pieces = pieces[...]
        self.format = format
    }

    /// - Returns: What all of it does; nil if there is more to look at.
    func next() throws(JobError) -> CSVTransition? {
        guard let piece = pieces.first else { return transition }
        // What can't be cut is somebody else's to its end.
        guard piece.bytes != nil else {
            transition = .constant(.recordStart)
            pieces.removeFirst()
            return nil
        }
        let file: SmallReads
        if let open = self.file {
            file = open
        } else {
            file = try SmallReads(piece.path)
            self.file = file
            offset = piece.range.lowerBound
            if offset == 0 {
                transition = .constant(.recordStart)
                offset = try CSVPlaces.textStart(of: file)
            }
        }
        if offset < piece.range.upperBound {
            let count = min(Self.lookBytes, piece.range.upperBound - offset)
            offset += try file.withBytes(at: offset, count: count) { bytes throws(JobError) in
                guard !bytes.isEmpty else { throw InputFiles.shorter(piece.path) }
                transition = transition.followed(by: CSVTransition(of: bytes, format))
                return bytes.count
            }
            places.append((piece.path, offset, transition))
        }
        if offset >= piece.range.upperBound {
            pieces.removeFirst()
            self.file = nil
        }
        return nil
    }
}
