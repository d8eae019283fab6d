/// Who is next to whom in a graph that is in the memory of each rank: of each vertex, by its place, the places of others in ascending order.
public struct Adjacency: Sendable {
    public let vertices: Vertices
    private let starts: [Int]
    private let others: [Int32]

    /// - Parameter pairs: From which vertex to which; what comes twice counts once.
    public init(_ pairs: [(from: Int, to: Int)]) {
        let vertices = Vertices(Array(Set(pairs.lazy.flatMap { [$0.from, $0.to] })))
        let places = pairs.map { (Int32(vertices.place(of: $0.from)), Int32(vertices.place(of: $0.to))) }
        self.init(vertices, places)
    }

    private init(_ vertices: Vertices, _ pairs: [(from: Int32, to: Int32)]) {
        var counts = Array(repeating: 0, count: vertices.count + 1)
        for pair in pairs { counts[Int(pair.from) + 1] += 1 }
        for place in 0..<vertices.count { counts[place + 1] += counts[place] }
        var (next, all) = (counts, Array(repeating: Int32(0), count: pairs.count))
        for pair in pairs {
            all[next[Int(pair.from)]] = pair.to
            next[Int(pair.from)] += 1
        }
        var (starts, others) = ([0], [Int32]())
        others.reserveCapacity(all.count)
        for place in 0..<vertices.count {
            var last: Int32 = -1
            for other in all[counts[place]..<counts[place + 1]].sorted() where other != last {
                others.append(other)
                last = other
            }
            starts.append(others.count)
        }
        self.vertices = vertices
        self.starts = starts
        self.others = others
    }

    public var count: Int { vertices.count }

    /// Who can be reached from the vertex at `place`.
    public func neighbours(of place: Int) -> ArraySlice<Int32> { others[starts[place]..<starts[place + 1]] }

    /// The same graph with each pair once, from the vertex with fewer neighbours to that with more.
    public func oriented() -> Adjacency {
        func comesFirst(_ one: Int, _ other: Int) -> Bool {
            (neighbours(of: one).count, one) < (neighbours(of: other).count, other)
        }
        let pairs = (0..<count).flatMap { place in
            neighbours(of: place).lazy.filter { comesFirst(place, Int($0)) }.map { (Int32(place), $0) }
        }
        return Adjacency(vertices, pairs)
    }
}
