/// The keyed container that an encoder or a decoder gives, for as long as it is asked for the same type of keys.
///
/// The container knows its coder, but does not hold it: its values are copied by the standard library for each field that
/// is read, and a reference count would be as much work as the field. So a container that somebody keeps for longer than its
/// value has the coder held until it is gone itself.
struct KeptContainers {
    private var container: KeptContainer?
    private var keys: ObjectIdentifier?
    private var ownedCodes: KeyCodes?
    /// The codes of the container's keys; none once a value has been given containers for two types of keys.
    private(set) var codes = KeyCodes.Place.none
    /// Whether the value at hand has been given the container.
    private var isGiven = false
    /// Whether the coder may be used for another value.
    private(set) var isReusable: Bool

    init(isReusable: Bool) { self.isReusable = isReusable }

    /// - Returns: The container for keys of `type`, if there is one.
    @inline(__always)
    mutating func find(_ type: Any.Type) -> Unmanaged<KeptContainer>? {
        guard keys == ObjectIdentifier(type), let container else { return nil }
        isGiven = true
        return .passUnretained(container)
    }

    /// Makes a container, and keeps it from now on.
    ///
    /// - Returns: nil if it can't be kept: then the value gets one that holds its coder, and nobody else gets the coder.
    mutating func keep<Key, Container>(_ type: Key.Type, _ make: () -> Container) -> KeptContainer? {
        codes = .none
        guard isReusable, !isGiven, let made = KeptContainer.of(make()) else {
            isReusable = false
            return nil
        }
        ownedCodes = KeyCodes.of(type)
        codes = ownedCodes?.unowned ?? .none
        container = made
        keys = ObjectIdentifier(type)
        isGiven = true
        return made
    }

    /// The value is closed: nobody should have its container any more.
    @inline(__always)
    mutating func takeBack(from coder: AnyObject) {
        guard isGiven else { return }
        isGiven = false
        if container == nil { return }
        let container = Unmanaged.passUnretained(container.unsafelyUnwrapped)
        if container._withUnsafeGuaranteedRef({ $0.isShared }) { pin(coder) }
    }

    private mutating func pin(_ coder: AnyObject) {
        container?.hold(coder)
        giveUp()
    }

    /// Somebody has kept the coder, and may ask it for a container when nobody looks after it any more.
    mutating func giveUp() {
        container = nil
        keys = nil
        isReusable = false
    }
}
