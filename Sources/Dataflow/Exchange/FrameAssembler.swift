internal import Records

/// Puts frames that arrive in pieces together, for one edge and one peer.
///
/// Only a frame that is larger than a segment or than its credit comes in pieces, one such frame at a time. Its length is
/// a peer's word: memory grows with the bytes that are really there.
struct FrameAssembler {
    private var header: FrameHeader?
    private var storage: UnsafeMutableRawBufferPointer?
    private var filled = 0

    /// The frame's bytes, once they are complete; the caller deallocates them.
    typealias Assembled = UnsafeMutableRawBufferPointer

    /// Takes the next piece.
    ///
    /// - Returns: The frame, if this was its last piece.
    mutating func append(_ piece: FrameHeader, _ bytes: UnsafeRawBufferPointer) throws(WireError) -> Assembled? {
        if var expected = header {
            expected.offset = UInt64(filled)
            expected.bytes = piece.bytes
            guard expected == piece else {
                throw WireError(message: "a piece of another frame comes in the middle of one")
            }
        } else {
            guard piece.frameBytes <= UInt64(Int.max) else {
                throw WireError(message: "a frame of \(piece.frameBytes) bytes can't be")
            }
            guard piece.offset == 0 else { throw WireError(message: "a frame starts with its byte \(piece.offset)") }
            header = piece
        }
        guard UInt64(filled + bytes.count) <= piece.frameBytes else {
            throw WireError(message: "a frame is longer than its header says")
        }
        reserve(filled + bytes.count, atMost: Int(piece.frameBytes))
        UnsafeMutableRawBufferPointer(rebasing: storage![filled...]).copyMemory(from: bytes)
        filled += bytes.count
        guard filled == Int(piece.frameBytes) else { return nil }
        let assembled = UnsafeMutableRawBufferPointer(rebasing: storage![..<filled])
        header = nil
        storage = nil
        filled = 0
        return assembled
    }

    /// Gives the memory of an unfinished frame back.
    mutating func clear() {
        storage?.deallocate()
        storage = nil
        header = nil
        filled = 0
    }

    private mutating func reserve(_ bytes: Int, atMost limit: Int) {
        if let storage, storage.count >= bytes { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: min(limit, max(bytes, (storage?.count ?? 0) * 2)), alignment: FrameHeader.alignment)
        if let storage {
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[..<filled]))
            storage.deallocate()
        }
        storage = larger
    }
}
