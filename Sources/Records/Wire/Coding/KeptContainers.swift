/// The keyed containers that an encoder or a decoder gives, one for each type of keys that it has been asked for.
///
/// A container knows its coder, but does not hold it: its values are copied by the standard library for each field that
/// is read, and a reference count would be as much work as the field. So a container that somebody keeps for longer than its
/// value has the coder held until it is gone itself.
struct KeptContainers {
    /// Counts no references, so that going from one to another takes a few loads.
    private struct Entry {
        let keys: ObjectIdentifier
        let container: Unmanaged<KeptContainer>
        let codes: KeyCodes.Place
        var lists: Unmanaged<AnyObject>?
    }

    /// Types of keys whose containers a coder keeps; should there be more, it starts anew.
    static let most = 32

    private var entries: [Entry] = []
    /// The containers, codes and lists of the entries.
    private var owned: [AnyObject?] = []
    /// The one of the entries that was given last.
    private var container: Unmanaged<KeptContainer>?
    private var keys: ObjectIdentifier?
    /// The codes of its keys; none once a value has been given containers for two types of keys.
    private(set) var codes = KeyCodes.Place.none
    /// The lists of its keys, once somebody has asked for them.
    private var lists: Unmanaged<AnyObject>?
    /// Whether the value at hand has been given the container.
    private var isGiven = false
    /// Whether the coder may be used for another value.
    private(set) var isReusable: Bool

    init(isReusable: Bool) { self.isReusable = isReusable }

    /// - Returns: The container for keys of `type`, if there is one.
    @inline(__always)
    mutating func find(_ type: Any.Type) -> Unmanaged<KeptContainer>? {
        guard keys == ObjectIdentifier(type), let container else { return findAnother(ObjectIdentifier(type)) }
        isGiven = true
        return container
    }

    /// Values of other types have come in between.
    @inline(never)
    private mutating func findAnother(_ type: ObjectIdentifier) -> Unmanaged<KeptContainer>? {
        guard !isGiven else { return nil }
        for index in entries.indices where entries[index].keys == type {
            use(entries[index])
            return container
        }
        return nil
    }

    @inline(__always)
    private mutating func use(_ entry: Entry) {
        keys = entry.keys
        container = entry.container
        codes = entry.codes
        lists = entry.lists
        isGiven = true
    }

    /// - Returns: nil if the value has no container for keys of `type` that is kept.
    @inline(__always)
    mutating func lists<Key>(of type: Key.Type) -> KeyLists<Key>? {
        guard isGiven, keys == ObjectIdentifier(type) else { return nil }
        guard let lists else { return newLists() }
        return unsafeDowncast(lists.takeUnretainedValue(), to: KeyLists<Key>.self)
    }

    @inline(never)
    private mutating func newLists<Key>() -> KeyLists<Key>? {
        guard let index = entries.firstIndex(where: { $0.keys == keys }) else { return nil }
        let made = KeyLists<Key>()
        owned.append(made)
        lists = .passUnretained(made)
        entries[index].lists = lists
        return made
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
        if entries.count == Self.most { (entries, owned) = ([], []) }
        let codes = KeyCodes.of(type)
        let entry = Entry(
            keys: ObjectIdentifier(type), container: .passUnretained(made), codes: codes?.unowned ?? .none)
        entries.append(entry)
        owned += [made, codes]
        use(entry)
        return made
    }

    /// The value is closed: nobody should have its container any more.
    @inline(__always)
    mutating func takeBack(from coder: AnyObject) {
        guard isGiven else { return }
        isGiven = false
        guard let container else { return }
        if container._withUnsafeGuaranteedRef({ $0.isShared }) { pin(coder) }
    }

    private mutating func pin(_ coder: AnyObject) {
        container?._withUnsafeGuaranteedRef { $0.hold(coder) }
        giveUp()
    }

    /// Somebody has kept the coder, and may ask it for a container when nobody looks after it any more.
    mutating func giveUp() {
        keys = nil
        container = nil
        codes = .none
        lists = nil
        (entries, owned) = ([], [])
        isReusable = false
    }
}
