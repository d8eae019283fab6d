/// An exchange of a single rank, which has nobody to give anything to.
final class LocalPieceExchange {
    private let words: [UInt64]

    init(announcing words: [UInt64]) {
        PieceAnnouncement.check(words, size: 1)
        self.words = words
    }
}

extension LocalPieceExchange: PieceExchange {
    func announcements() -> [UInt64]? { words }

    func give(_ bytes: UnsafeRawBufferPointer, to peer: Int, owner: AnyObject) {
        preconditionFailure("the only rank gives \(bytes.count) bytes to rank \(peer)")
    }

    func take(_ bytes: UnsafeMutableRawBufferPointer, from peer: Int, owner: AnyObject) {
        preconditionFailure("the only rank takes \(bytes.count) bytes from rank \(peer)")
    }

    func poll() -> Bool { true }
}

extension LocalPieceExchange: Sendable {}
