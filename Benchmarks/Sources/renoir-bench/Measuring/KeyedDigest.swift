import Renoir

/// What all keys and their results come to, whatever their order: programs that agree on it have the same answer.
struct KeyedDigest: Sendable, Equatable {
    var keys = 0
    var total: UInt64 = 0
    var check: UInt64 = 0

    /// - Parameter mark: A number that depends on the key.
    mutating func add(mark: UInt64, result: UInt64) {
        keys += 1
        total &+= result
        check &+= (mark | 1) &* (result ^ 0x9E37_79B9_7F4A_7C15)
    }

    mutating func add(_ other: KeyedDigest) {
        keys += other.keys
        total &+= other.total
        check &+= other.check
    }

    var text: String { "count=\(keys) total=\(total) check=\(check)" }
}

extension KeyedDataStream where Key: Marked, Value: BinaryInteger {
    /// The digest of all keys and values, once the context has been executed.
    func digest() -> Collected<[KeyedDigest]> {
        unkey()
            .fold(
                KeyedDigest(),
                local: { $0.add(mark: $1.key.mark, result: UInt64(truncatingIfNeeded: $1.value)) },
                global: { $0.add($1) }
            )
            .collect()
    }
}
