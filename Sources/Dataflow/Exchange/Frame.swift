internal import Session

/// Whoever owns the bytes of a frame that waits to be sent.
protocol FrameOwner: AnyObject {
    /// The block at whose start the frame lies; nil if it's memory of this process alone.
    var block: SharedBlock? { get }
}

/// Encoded records of one sending replica for one receiving replica.
final class OutgoingFrame {
    /// The sending and the receiving replica, of all of the job.
    let sender: Int
    let receiver: Int
    let records: Int
    let pass: UInt64
    let bytes: UnsafeRawBufferPointer
    /// How much of it has gone.
    var sent = 0
    private let owner: any FrameOwner

    init(
        sender: Int, receiver: Int, records: Int, pass: UInt64, bytes: UnsafeRawBufferPointer, owner: any FrameOwner
    ) {
        self.sender = sender
        self.receiver = receiver
        self.records = records
        self.pass = pass
        self.bytes = bytes
        self.owner = owner
    }

    /// A frame without records: what came before is all that its rank sends in the pass.
    static func endOfTurn(of sender: Int, for receiver: Int, pass: UInt64) -> OutgoingFrame {
        let nothing = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: FrameHeader.alignment)
        return OutgoingFrame(
            sender: sender, receiver: receiver, records: 0, pass: pass, bytes: UnsafeRawBufferPointer(nothing),
            owner: FrameMemory(nothing))
    }

    /// The block at whose start it lies, if it can be handed over as it is.
    var block: SharedBlock? { sent == 0 ? owner.block : nil }
}

/// A frame that has arrived, and the memory in which it lies.
final class IncomingFrame {
    let bytes: UnsafeRawBufferPointer
    let records: Int
    /// The rank from which it came.
    let peer: Int
    /// Bytes of credit that the peer gets back when the frame is read.
    let credit: Int
    /// The block at whose start it lies, if its sender has handed that over.
    let block: SharedBlock?
    /// Whoever owns the bytes.
    private let owner: AnyObject?

    init(
        bytes: UnsafeRawBufferPointer, records: Int, peer: Int, credit: Int, owner: AnyObject? = nil,
        block: SharedBlock? = nil
    ) {
        self.block = block
        self.bytes = bytes
        self.records = records
        self.peer = peer
        self.credit = credit
        self.owner = owner
    }

    /// Whether a receiver that adopts frames of `fewest` records and more should make it its batch where it lies.
    func isAdoptable(from fewest: Int) -> Bool { block != nil && records >= fewest }
}
