import Testing

@testable import Records

private struct Point: Hashable { var x: Double, y: Float, id: Int }
private struct Named: Hashable { var name: String, weights: [Double], place: Point? }
private enum Event: Hashable {
    case none, text(String)
    case reading(Double, at: Int)
    indirect case nested(Event, [Float])
}
private struct Tree: Hashable { var value: Int, weight: Float, children: [Tree] }
private final class Object: Hashable {
    let value: Double
    init(_ value: Double) { self.value = value }
    static func == (left: Object, right: Object) -> Bool { left.value == right.value }
    func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
private struct Route: StableHashable {
    var from: String, length: Double
    func hash(into hasher: inout StableHasher) {
        hasher.combine(from)
        hasher.combine(length)
    }
}
/// A hash that says little is still a hash.
private struct Coarse: Hashable {
    var x: Double, y: Int
    func hash(into hasher: inout Hasher) { hasher.combine(x) }
}

/// Keys that hold a NaN: all of them are one key if they are the same but for their NaNs.
struct NaNKeyTests {
    private static let doubles: [Double] = [
        .nan, -.nan, .signalingNaN, .infinity - .infinity, Double(nan: 0x1234, signaling: false),
        Double(bitPattern: 0xffff_ffff_ffff_ffff),
    ]
    private static let floats = doubles.map { Float(bitPattern: UInt32($0.bitPattern >> 32) | 0x7fc0_0000) }

    /// Counts keys with NaNs of all kinds among others, one by one and in a batch, and finds `expected` different ones.
    private func count<Key: Hashable>(_ keys: [Key], expect expected: Int, line: Int = #line) {
        let table = KeyedTable<Key, Int>()
        for key in keys { table.withState(for: key, hash: KeyHash.hash(key), initial: { 0 }) { $0 += 1 } }
        #expect(table.count == expected, "\(Key.self), line \(line)")

        var batch = keys
        let inBatches = KeyedTable<Key, Int>()
        let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: keys.count)
        let places = UnsafeMutablePointer<Key>.allocate(capacity: keys.count)
        defer {
            hashes.deallocate()
            places.deallocate()
        }
        batch.shuffle()
        places.initialize(from: batch, count: batch.count)
        var cursor = 0
        inBatches.update(
            keys: places, count: batch.count, cursor: &cursor, scratch: hashes, initial: { 0 },
            update: { state, _ in state += 1 })
        #expect(inBatches.count == expected, "\(Key.self) in a batch, line \(line)")
        inBatches.forEach { key, count in
            #expect(table.find(key, hash: KeyHash.hash(key))?.pointee == count, "\(key), line \(line)")
        }
    }

    @Test func numbers() {
        count(Self.doubles + [0, -0.0, 1, .infinity, -.infinity], expect: 5)
        count(Self.floats + [0, -0.0, 1, .infinity], expect: 4)
        count(Self.floats.map(Float16.init) + [0, -0.0, 1], expect: 3)
        #if arch(x86_64)
            count(Self.doubles.map(Float80.init) + [0, -0.0, 1], expect: 3)
        #endif
    }

    @Test func optionals() {
        count(Self.doubles.map(Optional.some) + [nil, 0, -0.0, nil], expect: 3)
        count(Self.floats.map { Float??.some($0) } + [nil, .some(nil), 0, 2], expect: 5)
        count(Self.doubles.map { [Double]?.some([$0]) } + [nil, [], [1]], expect: 4)
    }

    @Test func structs() {
        var points = Self.doubles.map { Point(x: $0, y: 0, id: 1) }
        points += Self.floats.map { Point(x: -0.0, y: $0, id: 1) }
        points += [Point(x: .nan, y: -0.0, id: 1), Point(x: 0, y: .nan, id: 1), Point(x: .nan, y: .nan, id: 1)]
        points += [Point(x: .nan, y: 0, id: 2), Point(x: 0, y: 0, id: 1), Point(x: -0.0, y: 0, id: 1)]
        count(points, expect: 5)
        count(Self.doubles.flatMap { [Coarse(x: $0, y: 1), Coarse(x: $0, y: 2)] } + [Coarse(x: 1, y: 1)], expect: 3)
        count(Self.doubles.map { Route(from: "a", length: $0) } + [Route(from: "b", length: .nan)], expect: 2)
    }

    @Test func arrays_evenIfTheyShareMemory() {
        let shared = [1, Double.nan]
        let others: [[Double]] = [shared, shared, [1, 2], [.nan, 1], [], [.nan], [1, .nan, .nan]]
        count(Self.doubles.map { [1, $0] } + others, expect: 6)
        count(Self.doubles.map { ContiguousArray([$0]) } + [[], [1]], expect: 3)
        count(Self.doubles.map { [$0, 1, 2][0...1] } + [[1, 2, 3][0...1]], expect: 2)
        let named = Named(name: "é", weights: [.nan], place: nil)
        var names = Self.doubles.map { Named(name: "e\u{301}", weights: [$0], place: nil) }
        names += [named, named, Named(name: "f", weights: [.nan], place: nil)]
        names += Self.floats.map { Named(name: "é", weights: [], place: Point(x: 1, y: $0, id: 1)) }
        count(names, expect: 3)
    }

    @Test func setsAndDictionaries() {
        let sets: [Set<Double>] = [[2, .nan, 1], [1, 2], [.nan, 1]]
        count(Self.doubles.map { Set([1, 2, $0]) } + sets, expect: 3)
        count(Self.doubles.map { Set([$0, .nan, 1]) } + [sets[2]], expect: 2)
        let values: [[String: Double]] = [["b": 1, "a": .nan], ["a": 1, "b": .nan], ["a": 1]]
        count(Self.doubles.map { ["a": $0, "b": 1] } + values, expect: 3)
        let keys: [[Double: String]] = [[1: "b", .nan: "a"], [1: "a", .nan: "b"]]
        count(Self.doubles.map { [$0: "a", 1: "b"] } + keys, expect: 2)
    }

    @Test func enums() {
        var events: [Event] = Self.doubles.map { .reading($0, at: 1) }
        events += [.reading(.nan, at: 2), .reading(1, at: 1), .none, .text("a"), .text("a")]
        events += Self.floats.map { .nested(.none, [$0]) }
        events += Self.doubles.map { .nested(.reading($0, at: 1), []) }
        count(events, expect: 7)
    }

    @Test func vectorsAndObjects() {
        let vectors: [SIMD2<Double>] = [SIMD2(1, .nan), SIMD2(1, 1), SIMD2(.nan, .nan)]
        count(Self.doubles.map { SIMD2($0, 1) } + vectors, expect: 4)
        count(Self.floats.map { SIMD3($0, 1, 2) } + [SIMD3(.nan, 1, 3)], expect: 2)
        count(Self.doubles.map { Object($0) } + [Object(1), Object(1)], expect: 2)
        let erased = [AnyHashable(1.0), AnyHashable("a"), AnyHashable(Float.nan)]
        count(Self.doubles.map { AnyHashable($0) } + erased, expect: 4)
    }

    @Test func typesOfThemselves() {
        let leaf = Tree(value: 1, weight: .nan, children: [])
        let shared = Tree(value: 1, weight: 1, children: [leaf])
        var trees = [shared, shared, leaf, Tree(value: 1, weight: 1, children: [])]
        trees += Self.floats.map { Tree(value: 1, weight: 1, children: [Tree(value: 1, weight: $0, children: [])]) }
        count(trees, expect: 3)
    }

    @Test(arguments: [0, 1, 77]) func hash_ofAllNaNs_isOne(seed: UInt64) {
        #expect(Set(Self.doubles.map { KeyHash.hash($0, seed: seed) }).count == 1)
        #expect(Set(Self.doubles.map { KeyHash.hash(Point(x: $0, y: 1, id: 1), seed: seed) }).count == 1)
        #expect(Set(Self.floats.map { KeyHash.hash(Event.nested(.none, [$0]), seed: seed) }).count == 1)
    }

    @Test func scrutiny_ofTypesWithoutNumbers_isNone() {
        enum Exact: Hashable { case a, text(String), numbers([Int]), nested(Set<String>?) }
        struct Pair: Hashable { var name: String, exact: Exact, text: ByteString, slice: ArraySlice<Character> }
        #expect(KeyScrutiny(Pair.self).nans == .none)
        #expect(KeyScrutiny(Exact.self).nans == .none)
        #expect(KeyScrutiny([String: [Int?]].self).nans == .none)
        #expect(KeyScrutiny(Double.self).nans == .none)
        #expect(KeyScrutiny(Named.self).nans == .search)
        #expect(KeyScrutiny(Tree.self).nans == .search)
        #expect(KeyScrutiny(Route.self).nans == .comparison)
        #expect(KeyScrutiny(Event.self).nans == .search)
        #expect(KeyScrutiny(AnyHashable.self).nans == .search)
    }

    /// Would take minutes if each NaN were a key of its own.
    @Test func manyNaNs_takeTimeInProportion() {
        let table = KeyedTable<Point, Int>()
        for index in 0..<50_000 {
            let key = Point(x: Self.doubles[index % Self.doubles.count], y: 1, id: index % 3)
            table.withState(for: key, hash: KeyHash.hash(key), initial: { 0 }) { $0 += 1 }
        }
        #expect(table.count == 3)
    }
}
