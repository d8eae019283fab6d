/// The elements of an array at an address that stays valid as long as the storage is alive.
///
/// An array's elements don't move while it isn't changed: one that is read is held here, so that whoever else has it
/// changes a copy; one that is written has no other owner before `elements` is asked for. That saves a copy of
/// what may be most of the memory.
final class ElementStorage<Element: BitwiseCopyable> {
    let elements: [Element]
    let bytes: UnsafeMutableRawBufferPointer

    /// Holds elements that are only read.
    init(_ elements: [Element]) {
        self.elements = elements
        bytes = elements.withUnsafeBytes { UnsafeMutableRawBufferPointer(mutating: $0) }
    }

    /// Makes room for `count` elements, all of which must be written before anybody reads them.
    convenience init(count: Int) {
        self.init([Element](unsafeUninitializedCapacity: count) { $1 = count })
    }
}

extension ElementStorage: @unchecked Sendable {}
