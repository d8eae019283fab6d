internal import MPI

/// What every rank wants to open, on its way to all others.
final class MPIOpening {
    private let words: UnsafeMutableBufferPointer<UInt64>
    private let size: Int
    private var request: Request?
    private var isAgreed = false

    /// Starts to tell all ranks; doesn't wait.
    init(_ proposal: ShapeProposal, size: Int, on communicator: Communicator) throws(TransportError) {
        let count = ShapeProposal.wordCount
        self.size = size
        words = .allocate(capacity: 2 * count * size)
        words.initialize(repeating: 0)
        for index in 0..<count * size { words[index] = proposal.words[index % count] }
        let sent = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(words)[..<(count * size * 8)])
        let received = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: words[(count * size)...]))
        do {
            request = try communicator.ialltoall(sending: sent, receiving: received, byteCount: count * 8, owner: self)
        } catch {
            throw TransportError(error)
        }
    }

    deinit { words.deallocate() }

    /// Whether all ranks have said what they want, and it's the same.
    ///
    /// - Throws: On all ranks alike, if it's not the same.
    func agree() throws(TransportError) -> Bool {
        if isAgreed { return true }
        do {
            guard try request?.test() ?? true else { return false }
        } catch {
            throw TransportError(error)
        }
        request = nil
        let count = ShapeProposal.wordCount
        try ShapeProposal.check(
            (0..<size).map { ShapeProposal(words: Array(words[(size + $0) * count..<(size + $0 + 1) * count])) })
        isAgreed = true
        return true
    }
}
