import RenoirDomains

/// A graph by its edges.
typealias Graph = [[Atom]]

/// All graphs of so many vertices, which have no names of their own.
func graphs(vertices: Int) -> Subsets<UnorderedProduct<Atoms>> {
    Subsets(of: UnorderedProduct(of: Atoms(vertices, "v"), count: 2))
}

/// A graph as nauty's programs read and write it: the upper half of its matrix, column by column, six bits a character.
func graph6(_ edges: Graph, vertices: Int) -> String {
    var bits = [UInt8](repeating: 0, count: vertices * (vertices - 1) / 2)
    for edge in edges { bits[edge[0].index * (edge[0].index - 1) / 2 + edge[1].index] = 1 }
    var text = [UInt8(vertices + 63)]
    for start in stride(from: 0, to: bits.count, by: 6) {
        let six = (start..<start + 6).reduce(0 as UInt8) { $0 << 1 | ($1 < bits.count ? bits[$1] : 0) }
        text.append(six + 63)
    }
    return String(decoding: text, as: UTF8.self)
}

/// Whether there is a way from each vertex to each other.
func isConnected(_ edges: Graph, vertices: Int) -> Bool {
    guard vertices > 1 else { return true }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: vertices) { neighbours in
        neighbours.initialize(repeating: 0)
        for edge in edges {
            neighbours[edge[0].index] |= 1 << UInt64(edge[1].index)
            neighbours[edge[1].index] |= 1 << UInt64(edge[0].index)
        }
        var (reached, new): (UInt64, UInt64) = (1, 1)
        while new != 0 {
            let vertex = new.trailingZeroBitCount
            let fresh = neighbours[vertex] & ~reached
            reached |= fresh
            new = new & (new - 1) | fresh
        }
        return reached.nonzeroBitCount == vertices
    }
}
