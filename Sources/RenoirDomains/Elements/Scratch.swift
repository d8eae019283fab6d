/// Memory for the elements of a block between two steps; they are dead when nobody works on them.
@usableFromInline
final class Scratch<Element> {
    @usableFromInline let base: UnsafeMutablePointer<Element>

    @inlinable
    init(capacity: Int = ElementBlock.capacity) { base = .allocate(capacity: capacity) }

    @inlinable
    deinit { base.deallocate() }
}
