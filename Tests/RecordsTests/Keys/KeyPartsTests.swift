import Testing

@testable import Records

/// Keys with NaNs whose parts are hidden or unusual: what `==` tells apart by another part stays apart.
struct KeyPartsTests {
    /// Hashes and compares keys as a table does.
    private func different<Key: Hashable>(_ keys: [Key]) -> Int {
        let table = KeyedTable<Key, Int>()
        for key in keys { table.withState(for: key, hash: KeyHash.hash(key), initial: { 0 }) { $0 += 1 } }
        return table.count
    }

    private final class Owner: Hashable {
        let weight: Double
        init(_ weight: Double) { self.weight = weight }
        static func == (left: Owner, right: Owner) -> Bool { left.weight == right.weight }
        func hash(into hasher: inout Hasher) { hasher.combine(weight) }
    }

    private struct Owned: Hashable {
        weak var owner: Owner?
        unowned var other: Owner
        var x: Double
    }

    @Test func references_thatAreWeak_areLookedAtAsSuch() {
        let (one, two) = (Owner(1), Owner(.nan))
        var keys = [Owned(owner: one, other: one, x: .nan), Owned(owner: one, other: one, x: -.nan)]
        keys += [Owned(owner: nil, other: one, x: .nan), Owned(owner: two, other: one, x: 1)]
        do {
            let gone = Owner(1)
            keys.append(Owned(owner: gone, other: one, x: .nan))
        }
        #expect(different(keys) == 3)
        withExtendedLifetime((one, two)) {}
    }

    private struct Tag { var number: Int }
    private struct Tagged: Hashable {
        var x: Double
        var tag: Tag
        var pair: (Int, Tag)
        static func == (left: Tagged, right: Tagged) -> Bool {
            left.x == right.x && left.tag.number == right.tag.number && left.pair.1.number == right.pair.1.number
        }
        func hash(into hasher: inout Hasher) { hasher.combine(x) }
    }

    @Test func parts_thatAreNotHashable_tellKeysApart() {
        let keys = [Double.nan, -.nan].flatMap { x in
            [1, 2].flatMap { tag in [1, 2].map { Tagged(x: x, tag: Tag(number: tag), pair: (0, Tag(number: $0))) } }
        }
        #expect(different(keys) == 4)
    }

    private struct Root: Hashable { var branch: Branch, weight: Double }
    private indirect enum Branch: Hashable { case list([Branch]), root(Root), empty }

    @Test func types_ofEachOther_areSearchedToTheEnd() {
        #expect(KeyScrutiny(Root.self).nans == .search)
        let shared = Root(branch: .list([.root(Root(branch: .empty, weight: .nan))]), weight: 1)
        let other = Root(branch: .list([.root(Root(branch: .empty, weight: -.nan))]), weight: 1)
        #expect(different([shared, shared, other]) == 1)
    }

    private final class Shown: Hashable, CustomReflectable {
        let x: Double, number: Int
        init(_ x: Double, _ number: Int) { (self.x, self.number) = (x, number) }
        static func == (left: Shown, right: Shown) -> Bool { left.x == right.x && left.number == right.number }
        func hash(into hasher: inout Hasher) { hasher.combine(x) }
        var customMirror: Mirror { Mirror(self, children: ["x": x]) }
    }

    private enum ShownCase: Hashable, CustomReflectable {
        case one(Double, Int), two(Double, Int)
        var customMirror: Mirror {
            switch self {
            case .one(let x, _), .two(let x, _): Mirror(self, children: ["x": x])
            }
        }
    }

    @Test func values_thatShowOnlySomeParts_areNotMerged() {
        // Of objects nothing else is known than what they show: what `==` says has to do.
        #expect(different([Shown(.nan, 1), Shown(-.nan, 1), Shown(.nan, 2), Shown(1, 1), Shown(1, 1)]) == 4)
        let cases: [ShownCase] = [.one(.nan, 1), .one(-.nan, 1), .one(.nan, 2), .two(.nan, 1)]
        #expect(different(cases) == 3)
    }

    /// Equal to itself, whatever it holds.
    private final class Sensor: Hashable {
        let drift = Double.nan
        static func == (left: Sensor, right: Sensor) -> Bool { left === right }
        func hash(into hasher: inout Hasher) {}
    }
    private struct Sensed: Hashable { var sensor: Sensor, x: Double }

    @Test func parts_thatAreEqualToThemselves_areComparedAsTheySay() {
        let (one, two) = (Sensor(), Sensor())
        #expect(different([one, one, two]) == 2)
        #expect(different([one, one, two].map { Sensed(sensor: $0, x: .nan) }) == 2)
    }

    private struct Typed: Hashable {
        var x: Double
        var type: Any.Type
        static func == (left: Typed, right: Typed) -> Bool { left.x == right.x && left.type == right.type }
        func hash(into hasher: inout Hasher) { hasher.combine(x) }
    }

    @Test func types_asParts_tellKeysApart() {
        #expect(different([Int.self, Int.self, String.self].map { Typed(x: .nan, type: $0) }) == 2)
    }

    private class Base: Hashable {
        let x = Double.nan
        static func == (left: Base, right: Base) -> Bool { type(of: left) == type(of: right) && left.x == right.x }
        func hash(into hasher: inout Hasher) { hasher.combine(x) }
    }
    private final class First: Base {}
    private final class Second: Base {}

    @Test func objects_ofTwoClasses_areTwoKeys() {
        #expect(different([First(), First(), Second(), Base()]) == 3)
    }

    private enum Wide: Hashable {
        case none
        case unit(Void), one(x: Double), two(Double, String), three(Double?, Float), four([Double])
        case reference(Owner), deep(Wide2)
        static func == (left: Wide, right: Wide) -> Bool {
            switch (left, right) {
            case (.none, .none), (.unit, .unit): true
            case (.one(let l), .one(let r)): l == r
            case (.two(let l, let m), .two(let r, let s)): l == r && m == s
            case (.three(let l, let m), .three(let r, let s)): l == r && m == s
            case (.four(let l), .four(let r)): l == r
            case (.reference(let l), .reference(let r)): l == r
            case (.deep(let l), .deep(let r)): l == r
            default: false
            }
        }
        func hash(into hasher: inout Hasher) {}
    }
    private enum Wide2: Hashable { indirect case a(Wide), b(SIMD4<Double>, Int8), c(Int8, Double) }

    @Test func enums_ofManyPayloads_areTakenApart() {
        func keys(_ x: Double) -> [Wide] {
            [
                .one(x: x), .two(x, "a"), .two(x, "b"), .three(x, 1), .three(nil, Float(x)), .three(1, Float(x)),
                .four([x, 1]), .reference(Owner(x)), .deep(.a(.one(x: x))), .deep(.b(SIMD4(1, 2, 3, x), 3)),
                .deep(.b(SIMD4(1, 2, 3, x), 4)), .deep(.c(1, x)), .deep(.c(2, x)), .deep(.a(.deep(.c(2, x)))),
            ]
        }
        #expect(different(keys(.nan) + keys(-.nan) + keys(1) + keys(1)) == 27)
        #expect(different([Wide.none, .unit(()), .none, .unit(()), .one(x: .nan)]) == 3)
    }
}
