internal import MPI

/// The pieces that go from one rank to another one, as messages of a bounded size, a few of them under way.
///
/// A call of MPI may copy a whole message at once, under the lock that rounds need too: that bounds the size. Which
/// messages there are follows from the sizes of the pieces, so both sides cut alike.
final class PieceStream {
    enum Direction { case give, take }

    private struct Piece {
        let base: UnsafeMutableRawPointer
        let byteCount: Int
        let owner: AnyObject
    }

    private final class Message {
        var request: Request

        init(_ request: consuming Request) { self.request = request }
    }

    static let messageBytes = 1 << 20
    /// Messages under way at once: one that is copied, one behind it.
    static let window = 2

    private let direction: Direction
    private let peer: Int
    private let tag: Int
    private var pieces: [Piece] = []
    /// Bytes of the first piece that are in messages.
    private var startedBytes = 0
    /// In the order in which they were started.
    private var messages: [Message] = []

    init(_ direction: Direction, peer: Int, tag: Int) {
        self.direction = direction
        self.peer = peer
        self.tag = tag
    }

    func append(_ base: UnsafeMutableRawPointer, byteCount: Int, owner: AnyObject) {
        pieces.append(Piece(base: base, byteCount: byteCount, owner: owner))
    }

    /// Starts what there is room for.
    ///
    /// - Returns: Whether everything is complete.
    func advance(on communicator: Communicator) throws(MPIError) -> Bool {
        while let oldest = messages.first, try oldest.request.test() { messages.removeFirst() }
        while messages.count < Self.window, let piece = pieces.first {
            let end = min(piece.byteCount, startedBytes + Self.messageBytes)
            messages.append(try start(piece, startedBytes..<end, on: communicator))
            startedBytes = end
            if end == piece.byteCount {
                pieces.removeFirst()
                startedBytes = 0
            }
        }
        return messages.isEmpty
    }

    private func start(
        _ piece: Piece, _ range: Range<Int>, on communicator: Communicator
    ) throws(MPIError) -> Message {
        let bytes = UnsafeMutableRawBufferPointer(start: piece.base + range.lowerBound, count: range.count)
        switch direction {
        case .give:
            let bytes = UnsafeRawBufferPointer(bytes)
            return Message(try communicator.isend(bytes, to: peer, tag: tag, owner: piece.owner))
        case .take:
            return Message(try communicator.irecv(bytes, from: peer, tag: tag, owner: piece.owner))
        }
    }
}
