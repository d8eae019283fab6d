internal import CEngine

/// The strings of 16 to 64 bytes that a receiver has made last, so that it makes few of them twice.
///
/// Records have fields of few values: names of stations, kinds of events. To make such a string, and to free it, takes
/// over 500 instructions; to find it here less than half of them. Each text has two places, which its hash decides on; of two
/// that are there, the older one goes. Where few texts come again, none are looked for in a while.
///
/// Takes up to 150 KiB, with the strings. Workers that get one string from a receiver count its references in one place.
@usableFromInline
package final class RecentTexts {
    private struct Entry {
        var hash: UInt64 = 0
        /// The bytes of `text`, which keeps them where they are: to look at them there, it would have to be retained.
        var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
        var text = ""
    }

    /// Bytes of the longest text that is kept.
    static var longest: Int { 64 }
    /// Texts after which it is decided whether to look for more.
    static var trial: Int { 1024 }
    /// Texts that are not looked for if it doesn't pay.
    static var rest: Int { 16 * trial }
    private static var pairs: Int { 512 }

    private var entries = UnsafeMutableBufferPointer<Entry>(start: nil, count: 0)
    /// Texts until the next decision, and how many were found since the last one.
    private var left = 0
    private var found = 0
    private var isResting = true

    package init() {}

    deinit {
        entries.deinitialize()
        entries.deallocate()
    }

    /// The string of `bytes`; nil if they are not UTF-8.
    @usableFromInline
    func text(of bytes: UnsafeRawBufferPointer) -> String? {
        guard bytes.count > ByteString.inlineCapacity, bytes.count <= Self.longest else { return .validated(bytes) }
        if left == 0 { decide() }
        left &-= 1
        if isResting { return .validated(bytes) }
        let hash = KeyHash.hash(bytes: bytes)
        let pair = entries.baseAddress.unsafelyUnwrapped + 2 * (Int(truncatingIfNeeded: hash) & (Self.pairs - 1))
        for place in 0..<2 where Self.matches(pair + place, bytes, hash) {
            found &+= 1
            return pair[place].text
        }
        guard let text = String.validated(bytes) else { return nil }
        // So long a string has its bytes in a block of its own, and they stay there for as long as somebody has it.
        guard let kept = text.utf8.withContiguousStorageIfAvailable({ UnsafeRawBufferPointer($0) }) else { return text }
        pair[1] = pair.move()
        pair.initialize(to: Entry(hash: hash, bytes: kept, text: text))
        return text
    }

    private static func matches(
        _ entry: UnsafeMutablePointer<Entry>, _ bytes: UnsafeRawBufferPointer, _ hash: UInt64
    ) -> Bool {
        let kept = entry.pointee.bytes
        return entry.pointee.hash == hash && kept.count == bytes.count
            && renoir_compare(kept.baseAddress, bytes.baseAddress, bytes.count) == 0
    }

    private func decide() {
        isResting = !isResting && found < Self.trial / 4
        left = isResting ? Self.rest : Self.trial
        found = 0
        guard entries.isEmpty else { return }
        entries = .allocate(capacity: 2 * Self.pairs)
        entries.initialize(repeating: Entry())
    }
}
