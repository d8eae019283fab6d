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
    /// Whoever owns the bytes.
    private let owner: AnyObject

    init(
        sender: Int, receiver: Int, records: Int, pass: UInt64, bytes: UnsafeRawBufferPointer, owner: AnyObject
    ) {
        self.sender = sender
        self.receiver = receiver
        self.records = records
        self.pass = pass
        self.bytes = bytes
        self.owner = owner
    }
}

/// A frame that has arrived, and the memory in which it lies.
final class IncomingFrame {
    let bytes: UnsafeRawBufferPointer
    let records: Int
    /// The rank from which it came.
    let peer: Int
    /// Bytes of credit that the peer gets back when the frame is read.
    let credit: Int
    /// Whoever owns the bytes.
    private let owner: AnyObject

    init(bytes: UnsafeRawBufferPointer, records: Int, peer: Int, credit: Int, owner: AnyObject) {
        self.bytes = bytes
        self.records = records
        self.peer = peer
        self.credit = credit
        self.owner = owner
    }
}
