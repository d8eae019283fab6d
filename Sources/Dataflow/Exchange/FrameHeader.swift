/// What stands before each piece of a frame in a segment; the payload follows, padded to a multiple of 16 bytes. Of a frame that
/// lies in memory that both ranks see, the header is all that travels.
struct FrameHeader: Equatable {
    /// The edge that the frame belongs to.
    var edge: UInt32
    /// The sending replica, of all of the job.
    var sender: UInt32
    /// The receiving replica, of all of the job.
    var receiver: UInt32
    /// Records in the whole frame.
    var records: UInt32
    /// The pass of its sender.
    var pass: UInt64
    /// Bytes of the whole frame.
    var frameBytes: UInt64
    /// Where this piece starts in the frame.
    var offset: UInt64
    /// Bytes of this piece.
    var bytes: UInt64
    /// The block of the sending rank's memory in which the whole frame lies; nil if its bytes follow.
    var block: UInt32?

    static let size = 64
    static let alignment = 16
    private static let noBlock = UInt32.max

    /// Bytes that a piece of `bytes` takes in a segment, its header included.
    static func footprint(_ bytes: Int) -> Int { size + (bytes + alignment - 1) / alignment * alignment }

    func store(to place: UnsafeMutableRawPointer) {
        place.storeBytes(of: edge, as: UInt32.self)
        place.storeBytes(of: sender, toByteOffset: 4, as: UInt32.self)
        place.storeBytes(of: receiver, toByteOffset: 8, as: UInt32.self)
        place.storeBytes(of: records, toByteOffset: 12, as: UInt32.self)
        place.storeBytes(of: pass, toByteOffset: 16, as: UInt64.self)
        place.storeBytes(of: frameBytes, toByteOffset: 24, as: UInt64.self)
        place.storeBytes(of: offset, toByteOffset: 32, as: UInt64.self)
        place.storeBytes(of: bytes, toByteOffset: 40, as: UInt64.self)
        place.storeBytes(of: block ?? Self.noBlock, toByteOffset: 48, as: UInt32.self)
        place.storeBytes(of: 0, toByteOffset: 52, as: UInt32.self)
        place.storeBytes(of: 0, toByteOffset: 56, as: UInt64.self)
    }

    init(loadFrom place: UnsafeRawPointer) {
        edge = place.loadUnaligned(as: UInt32.self)
        sender = place.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
        receiver = place.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
        records = place.loadUnaligned(fromByteOffset: 12, as: UInt32.self)
        pass = place.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        frameBytes = place.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        offset = place.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
        bytes = place.loadUnaligned(fromByteOffset: 40, as: UInt64.self)
        let number = place.loadUnaligned(fromByteOffset: 48, as: UInt32.self)
        block = number == Self.noBlock ? nil : number
    }

    init(
        edge: Int, sender: Int, receiver: Int, records: Int, pass: UInt64, frameBytes: Int, offset: Int, bytes: Int,
        block: Int? = nil
    ) {
        self.edge = UInt32(edge)
        self.sender = UInt32(sender)
        self.receiver = UInt32(receiver)
        self.records = UInt32(records)
        self.pass = pass
        self.frameBytes = UInt64(frameBytes)
        self.offset = UInt64(offset)
        self.bytes = UInt64(bytes)
        self.block = block.map { UInt32($0) }
    }
}
