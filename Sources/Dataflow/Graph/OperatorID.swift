internal import Records

/// A name of an operator that stays the same while other parts of its pipeline change: what a state that was saved is found by.
///
/// It's made of the name that the program has given, or else of what the operator is and where it stands: its loop, its kind and
/// name, the ids of the streams that it takes, and how many like it take the same ones before it. So only what is downstream of a change
/// gets another id.
package struct OperatorID: Hashable, Sendable, CustomStringConvertible {
    let bits: UInt64

    package var description: String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Graph {
    /// The ids of all nodes, by their places.
    package var ids: [OperatorID] {
        var ids: [OperatorID] = []
        var seen: [OperatorID: Int] = [:]
        for node in nodes {
            let alike = id(of: node, ordinal: 0, ids)
            let ordinal = seen[alike, default: 0]
            seen[alike] = ordinal + 1
            ids.append(ordinal == 0 ? alike : id(of: node, ordinal: ordinal, ids))
        }
        return ids
    }

    private func id(of node: Node, ordinal: Int, _ ids: [OperatorID]) -> OperatorID {
        var hasher = StableHasher()
        hasher.combine(Int(node.scope.level))
        if let given = node.givenName {
            hasher.combine(given)
        } else {
            hasher.combine(node.kind.rawValue)
            hasher.combine(node.name)
            // An arc that leads back comes from what isn't named yet.
            for input in node.inputs where input.node < node.id {
                hasher.combine(ids[input.node].bits)
                hasher.combine(input.output)
            }
            hasher.combine(ordinal)
        }
        return OperatorID(bits: hasher.finalize())
    }
}
