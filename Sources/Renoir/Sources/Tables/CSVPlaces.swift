internal import Dataflow
internal import Records
internal import Session
internal import SystemLibrary
internal import Tabular
internal import Threading

/// What the bytes at some places of a source's files mean, as far as this rank knows: whether a part of a file starts inside of quotes.
///
/// A file's start is known. Beyond it, a survey tells where shares start; what is found on the way is kept, so that a place is searched from
/// the nearest one before it.
final class CSVPlaces: @unchecked Sendable {
    /// Bytes that a look takes at a time.
    private static let lookBytes = 1 << 20
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private let files: InputFiles
    private let format: CSVFormat
    private let lock = Lock()
    private var known: [ByteString: [(offset: Int, state: CSVState)]] = [:]
    /// Places in shares of this rank that were surveyed: what leads to them from the start of the share.
    private var surveyed: [Range<Int>: [(path: ByteString, offset: Int, transition: CSVTransition)]] = [:]

    init(_ files: InputFiles, _ format: CSVFormat) {
        self.files = files
        self.format = format
    }

    /// The state before the byte at `offset` of a file.
    func state(at offset: Int, of piece: FilePiece) throws(JobError) -> CSVState {
        guard offset > 0 else { return .recordStart }
        guard format.mayJoinLines else {
            let file = try SmallReads(piece.path)
            return try file.withBytes(at: offset - 1, count: 1) {
                $0.first == UInt8(ascii: "\n") ? .recordStart : .field
            }
        }
        let nearest = lock.withLock { known[piece.path, default: []].last { $0.offset <= offset } }
        if let nearest, nearest.offset == offset { return nearest.state }
        let file = try SmallReads(piece.path)
        var place = if let nearest { nearest.offset } else { try Self.textStart(of: file) }
        var state = nearest?.state ?? .recordStart
        while place < offset {
            place += try file.withBytes(at: place, count: min(Self.lookBytes, offset - place)) {
                bytes throws(JobError) in
                guard !bytes.isEmpty else { throw InputFiles.shorter(piece.path) }
                state = CSVTransition(of: bytes, format)(state)
                return bytes.count
            }
        }
        note(state, at: offset, of: piece.path)
        return state
    }

    /// A record starts there, or something else is known of it.
    func note(_ state: CSVState, at offset: Int, of path: ByteString) {
        lock.withLock {
            var places = known[path, default: []]
            let place = places.firstIndex { $0.offset >= offset } ?? places.endIndex
            guard place == places.endIndex || places[place].offset > offset else { return }
            places.insert((offset, state), at: place)
            known[path] = places
        }
    }

    /// Where the text of a file starts: behind a mark that says it's UTF-8.
    static func textStart(of file: SmallReads) throws(JobError) -> Int {
        try file.withBytes(at: 0, count: byteOrderMark.count) {
            $0.elementsEqual(byteOrderMark) ? byteOrderMark.count : 0
        }
    }

    /// How replicas find out together where records start in their shares.
    var survey: SplitSurvey? {
        guard format.mayJoinLines else { return nil }
        return SplitSurvey(
            look: { splits in
                let look = try CSVLook(try self.files.pieces(of: splits, withWholes: false), self.format)
                return {
                    guard let transition = try look.next() else { return nil }
                    self.lock.withLock { self.surveyed[splits] = look.places }
                    return transition.word
                }
            },
            combine: { CSVTransition(word: $0).followed(by: CSVTransition(word: $1)).word })
    }

    /// Takes what a survey has found.
    func learn(_ share: SurveyedShare) throws {
        let before = share.before == 0 ? .recordStart : CSVTransition(word: share.before)(.recordStart)
        if let first = try files.pieces(of: share.splits, withWholes: false).first {
            note(before, at: first.range.lowerBound, of: first.path)
        }
        for place in lock.withLock({ surveyed.removeValue(forKey: share.splits) }) ?? [] {
            note(place.transition(before), at: place.offset, of: place.path)
        }
    }
}

extension CSVTransition {
    /// One word, never 0.
    fileprivate var word: UInt64 { packed | 1 << 63 }

    fileprivate init(word: UInt64) { self.init(unpacking: word) }
}
