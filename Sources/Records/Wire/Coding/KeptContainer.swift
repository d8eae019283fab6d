internal import Synchronization

/// A keyed container of the standard library's, kept from value to value.
///
/// Making one takes an allocation and three searches in the runtime's tables of generic types; a copy takes neither. Such a
/// container is one reference to a box, which says whether somebody else has a copy.
class KeptContainer {
    /// Where the container is.
    fileprivate final let place: UnsafeMutableRawPointer

    fileprivate init(at place: UnsafeMutableRawPointer) { self.place = place }

    /// Whether there are copies.
    final var isShared: Bool { withBox { !isKnownUniquelyReferenced(&$0) } }

    /// The container as the reference that it is. Optional, because without optimisation a reference of type `AnyObject` is
    /// never found to be the only one.
    @inline(__always)
    private final func withBox<Result>(_ body: (inout AnyObject?) -> Result) -> Result {
        place.withMemoryRebound(to: AnyObject?.self, capacity: 1) { body(&$0.pointee) }
    }

    /// Sees to it that `coder` lives as long as the copies.
    final func hold(_ coder: AnyObject) {
        guard let box = withBox({ $0 }) else { return }
        HeldCoder.all.withLock { held in
            held.removeAll { $0.box == nil }
            held.append(HeldCoder(box: box, coder: coder))
        }
    }

    /// - Returns: nil if the standard library's containers should be something else one day.
    static func of<Container>(_ container: Container) -> KeptContainer? {
        guard TypeMetadata.isOneReference(Container.self) else { return nil }
        return KeptContainerOf(container)
    }

    /// A copy of a container that is known to be a `Container`.
    @inline(__always)
    final func copy<Container>(as type: Container.Type) -> Container {
        unsafeDowncast(self, to: KeptContainerOf<Container>.self).copy()
    }
}

/// A coder that somebody's container goes to, and the box of that container. Only this list refers to the coder; it is let go
/// when the box is gone and another coder is held.
private struct HeldCoder: @unchecked Sendable {
    static let all = Mutex<[HeldCoder]>([])

    weak var box: AnyObject?
    let coder: AnyObject
}

private final class KeptContainerOf<Container>: KeptContainer {
    private var container: UnsafeMutablePointer<Container> { place.assumingMemoryBound(to: Container.self) }

    init(_ container: Container) {
        let place = UnsafeMutablePointer<Container>.allocate(capacity: 1)
        place.initialize(to: container)
        super.init(at: place)
    }

    deinit {
        container.deinitialize(count: 1)
        container.deallocate()
    }

    /// Inlined, it would search for the type at hand, which the object knows.
    @inline(never)
    func copy() -> Container { container.pointee }
}
