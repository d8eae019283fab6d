internal import CEngine

extension KeyHash {
    /// What processes compare to find out whether their `Hasher`s agree, which hash keys of other types.
    ///
    /// They do when a launcher that this package knows has started the processes, because `CEngine` then fixes
    /// the seed before `main`, and when `SWIFT_DETERMINISTIC_HASHING` is set. Types reach the seed in three ways:
    /// by their fields, by a collection whose hash doesn't depend on order, and by the `hashValue` of a part.
    public static var hasherProbe: UInt64 {
        // The reference keeps the object file that fixes the seed in a program linked from a static archive.
        withExtendedLifetime(renoir_has_peers()) {}
        let fields = hash(byHasher: Probe(number: 1, text: "renoir"), seed: 0)
        let set = hash(byHasher: SetProbe(members: [1, 2, 3]), seed: fields)
        return hash(byHasher: PartProbe(part: "renoir"), seed: set)
    }

    private struct Probe: Hashable {
        let number: Int
        let text: String
    }

    private struct SetProbe: Hashable {
        let members: Set<Int>
    }

    private struct PartProbe: Hashable {
        let part: String

        func hash(into hasher: inout Hasher) {
            hasher.combine(part.hashValue)
        }
    }
}
