/// Lists of one key each, by the byte that stands for it in a record.
///
/// Whoever reads an enum asks for all keys of its value, to find one. The list of it is kept, as making one takes an allocation
/// and half a dozen searches in the runtime's tables of generic types.
final class KeyLists<Key> {
    /// An array is a reference, whatever is in it: loading one takes no metadata.
    private let lists: UnsafeMutablePointer<[Key]?>
    /// A code is one byte of seven bits.
    private static var count: Int { 128 }

    init() {
        lists = .allocate(capacity: Self.count)
        lists.initialize(repeating: nil, count: Self.count)
    }

    deinit {
        lists.deinitialize(count: Self.count)
        lists.deallocate()
    }

    @inline(__always)
    subscript(code: UInt8) -> [Key]? { lists[Int(code)] }

    func note(_ keys: [Key], for code: UInt8) { lists[Int(code)] = keys }
}
