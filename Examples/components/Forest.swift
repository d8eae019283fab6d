/// Sets of vertices that are connected, each known by its smallest one: trees that lead there.
///
/// Small numbers lie in an array; others, of which there may be few far apart, in a dictionary.
struct Forest: Codable {
    private static let denseEnd = 1 << 26
    private static let none = Int.min
    /// Of each small number its parent; ``none`` for what is no vertex.
    private var dense: [Int] = []
    private var sparse: [Int: Int] = [:]

    /// Two vertices are connected.
    mutating func connect(_ one: Int, _ other: Int) {
        let (one, other) = (root(of: one), root(of: other))
        if one != other { setParent(of: max(one, other), to: min(one, other)) }
    }

    /// Takes all that is connected in another forest.
    mutating func connect(_ other: Forest) {
        for (vertex, parent) in other.dense.enumerated() where parent != Self.none { connect(vertex, parent) }
        for (vertex, parent) in other.sparse { connect(vertex, parent) }
    }

    /// Calls `body` with each vertex and its root, in the order of vertices.
    mutating func forEach(_ body: (Int, Int) -> Void) {
        let others = sparse.keys.sorted()
        let negative = others.prefix { $0 < 0 }
        for vertex in negative { body(vertex, root(of: vertex)) }
        for vertex in dense.indices where dense[vertex] != Self.none { body(vertex, root(of: vertex)) }
        for vertex in others.dropFirst(negative.count) { body(vertex, root(of: vertex)) }
    }

    /// The smallest vertex that a vertex is known to be connected to; one that is new is alone.
    private mutating func root(of vertex: Int) -> Int {
        var vertex = vertex
        while true {
            let parent = parent(of: vertex)
            if parent == vertex { return vertex }
            // Whoever comes by again has half the way.
            let next = self.parent(of: parent)
            if next != parent { setParent(of: vertex, to: next) }
            vertex = next
        }
    }

    private mutating func parent(of vertex: Int) -> Int {
        guard 0..<Self.denseEnd ~= vertex else {
            if let parent = sparse[vertex] { return parent }
            sparse[vertex] = vertex
            return vertex
        }
        if vertex >= dense.count {
            dense.append(contentsOf: repeatElement(Self.none, count: max(vertex + 1, dense.count * 2) - dense.count))
        }
        if dense[vertex] == Self.none { dense[vertex] = vertex }
        return dense[vertex]
    }

    private mutating func setParent(of vertex: Int, to parent: Int) {
        if 0..<Self.denseEnd ~= vertex { dense[vertex] = parent } else { sparse[vertex] = parent }
    }
}
