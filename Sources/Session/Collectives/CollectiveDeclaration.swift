internal import Transport

/// What a rank says to all others about the collective that it calls, for all of them to compare.
///
/// All ranks see all declarations, so all decide alike whether anything is exchanged.
struct CollectiveDeclaration: Equatable {
    /// How many collectives the rank has called before.
    let sequence: UInt64
    let kind: CollectiveKind
    let root: Int?
    let element: ElementDeclaration
    /// Elements per rank, or of each rank, where all ranks have to give as many.
    let count: Int?
    /// Of counts that all ranks have to give alike; else 0.
    let counts: UInt64
    let refusal: CollectiveRefusal?

    init(
        sequence: UInt64, kind: CollectiveKind, root: Int?, element: ElementDeclaration, count: Int?, counts: UInt64,
        refusal: CollectiveRefusal?
    ) {
        self.sequence = sequence
        self.kind = kind
        self.root = root
        self.element = element
        self.count = count
        self.counts = counts
        self.refusal = refusal
    }

    /// The words for one rank, which gets `byteCount` bytes.
    func words(byteCount: Int) -> [UInt64] {
        let words =
            [sequence, kind.rawValue, Self.word(root), Self.word(count), counts] + element.words
            + (refusal?.words ?? [0, 0, 0])
        return words + [UInt64](repeating: 0, count: PieceAnnouncement.wordCount - 1 - words.count)
            + [UInt64(byteCount)]
    }

    /// - Returns: nil for words that no rank of this program writes.
    init?(words: ArraySlice<UInt64>) {
        let words = Array(words)
        guard let kind = CollectiveKind(rawValue: words[1]) else { return nil }
        let element = 5 + ElementDeclaration.wordCount
        self.init(
            sequence: words[0], kind: kind, root: Self.number(words[2]),
            element: ElementDeclaration(words: words[5..<element]), count: Self.number(words[3]), counts: words[4],
            refusal: CollectiveRefusal(words: words[element..<element + CollectiveRefusal.wordCount]))
    }

    private static func word(_ number: Int?) -> UInt64 { UInt64(bitPattern: Int64(number ?? -1)) }

    private static func number(_ word: UInt64) -> Int? { Int64(bitPattern: word) < 0 ? nil : Int(word) }

    /// The operation and where the program is in it.
    var name: String { "\(kind.name) (collective \(sequence))" }

    private var text: String {
        var text = name
        if let root { text += " with root \(root)" }
        if let count { text += " of \(count) elements" }
        return text + " of \(element.text)"
    }

    /// Throws, on all ranks alike, unless all ranks call the same.
    static func check(_ all: [CollectiveDeclaration]) throws(TransportError) {
        for (rank, declaration) in all.enumerated() {
            guard let refusal = declaration.refusal else { continue }
            throw TransportError(message: "rank \(rank) calls \(declaration.name) \(refusal.text)")
        }
        guard let other = all.firstIndex(where: { $0 != all[0] }) else { return }
        let others = all[other].text == all[0].text ? "the same with other counts" : all[other].text
        throw TransportError(
            message:
                "rank 0 calls \(all[0].text), rank \(other) \(others); all ranks must call the same collectives in "
                + "the same order")
    }
}
