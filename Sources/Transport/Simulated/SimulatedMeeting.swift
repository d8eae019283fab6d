/// One exchange of pieces between simulated ranks: what each has announced, and what is on its way.
///
/// Every access holds the cluster's lock.
struct SimulatedMeeting {
    private struct Way: Hashable {
        let from: Int
        let to: Int
    }

    private let size: Int
    private var announcements: [[UInt64]?]
    private var mail: [Way: [[UInt8]]] = [:]
    private var members: Int

    init(size: Int) {
        self.size = size
        announcements = [[UInt64]?](repeating: nil, count: size)
        members = size
    }

    mutating func announce(_ words: [UInt64], rank: Int) { announcements[rank] = words }

    /// What all ranks have announced to `rank`; `nil` while one is missing.
    func announcements(to rank: Int) -> [UInt64]? {
        let all = announcements.compactMap { $0 }
        guard all.count == size else { return nil }
        let place = rank * PieceAnnouncement.wordCount
        return all.flatMap { $0[place..<place + PieceAnnouncement.wordCount] }
    }

    mutating func send(_ piece: [UInt8], from sender: Int, to receiver: Int) {
        mail[Way(from: sender, to: receiver), default: []].append(piece)
    }

    func hasMail(from sender: Int, to receiver: Int) -> Bool { mail[Way(from: sender, to: receiver)] != nil }

    /// The oldest piece on this way.
    mutating func receive(from sender: Int, to receiver: Int) -> [UInt8]? {
        let way = Way(from: sender, to: receiver)
        guard var pieces = mail[way] else { return nil }
        let piece = pieces.removeFirst()
        mail[way] = pieces.isEmpty ? nil : pieces
        return piece
    }

    /// Notes that one more rank won't ask again.
    ///
    /// - Returns: Whether that was the last one.
    mutating func leave() -> Bool {
        members -= 1
        return members == 0
    }
}
