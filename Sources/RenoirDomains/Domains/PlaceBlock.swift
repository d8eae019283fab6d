/// Where the elements of some places go, one behind the other, and which of the places they are from.
@frozen
public struct PlaceBlock<Element> {
    @usableFromInline let output: UnsafeMutablePointer<Element>
    @usableFromInline let offsets: UnsafeMutablePointer<Int32>
    /// Elements that were put out.
    @usableFromInline var kept = 0
    /// Places that were looked at.
    @usableFromInline var lookedAt = 0

    @inlinable @inline(__always)
    init(_ output: UnsafeMutablePointer<Element>, _ offsets: UnsafeMutablePointer<Int32>) {
        self.output = output
        self.offsets = offsets
    }

    /// Puts out what the next places have.
    ///
    /// - Parameter next: The element of the next place; nil if it has none.
    /// - Throws: What `next` throws; then no element is alive.
    @inlinable @inline(__always)
    public mutating func put(_ count: Int, _ next: () throws -> Element?) throws {
        let end = lookedAt + count
        do {
            // As long as there are no holes, offsets needn't be written.
            if kept == lookedAt {
                var place = kept
                defer { (kept, lookedAt) = (place, place) }
                while place < end, let element = try next() {
                    (output + place).initialize(to: element)
                    place &+= 1
                }
            }
            guard lookedAt < end else { return }
            if kept == lookedAt {
                for index in 0..<kept { offsets[index] = Int32(truncatingIfNeeded: index) }
                lookedAt += 1
            }
            while lookedAt < end {
                if let element = try next() {
                    (output + kept).initialize(to: element)
                    offsets[kept] = Int32(truncatingIfNeeded: lookedAt)
                    kept += 1
                }
                lookedAt += 1
            }
        } catch {
            clear()
            throw error
        }
    }

    /// Destroys what was put out.
    @inlinable
    public mutating func clear() {
        output.deinitialize(count: kept)
        kept = 0
    }
}
