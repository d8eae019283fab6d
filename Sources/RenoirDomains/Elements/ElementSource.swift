/// Elements that workers of all ranks look at side by side: those of a ``Domain``, their canonical forms, what steps make of either.
///
/// Elements come in **units** of work, which are numbered, and can be begun in any order by any worker: the places of a domain, the
/// subtrees of a search. All ranks see the same units. Actions, such as ``count()`` and ``max(by:limit:)``, are extensions.
public protocol ElementSource<Element>: Sendable {
    associatedtype Element: Sendable
    associatedtype Cursor: ElementCursor where Cursor.Element == Element

    /// Divides the work. Called once on each rank, before anything runs; all have to come to the same number.
    func divide() throws -> Units<Cursor>

    /// What messages show of an element, if that's known before the steps that may fail.
    func text(of position: Position) -> String?

    /// How many elements are looked at in all; nil if that can't be told before.
    var lookedAtInAll: Natural? { get }
}

extension ElementSource {
    public func text(of position: Position) -> String? { nil }
    public var lookedAtInAll: Natural? { nil }
}

/// The work of an ``ElementSource``, divided.
public struct Units<Cursor: ElementCursor>: Sendable {
    /// How many units there are.
    public let count: Int
    /// Makes a cursor, on the worker that uses it.
    public let makeCursor: @Sendable () -> Cursor

    @inlinable
    public init(count: Int, makeCursor: @escaping @Sendable () -> Cursor) {
        self.count = count
        self.makeCursor = makeCursor
    }
}

/// Where an element stands among those of its source: elements come in the order of their positions.
@frozen
public struct Position: Hashable, Comparable, Sendable {
    /// The unit of work; in a domain, the element's index.
    public var unit: Int
    /// The number within the unit.
    public var ordinal: Int

    @inlinable
    public init(unit: Int, ordinal: Int = 0) {
        self.unit = unit
        self.ordinal = ordinal
    }

    @inlinable
    public static func < (left: Position, right: Position) -> Bool {
        left.unit == right.unit ? left.ordinal < right.ordinal : left.unit < right.unit
    }
}

/// Goes through the elements of some units, a block of them at a time.
public protocol ElementCursor<Element> {
    associatedtype Element

    /// Goes on to these units, when those before are over.
    mutating func begin(_ units: Range<Int>) throws

    /// Looks at the next elements, `count` at most, and puts those that count at `output`.
    ///
    /// - Parameters:
    ///   - offsets: Where it says which of those that were looked at each of them is, unless they are all of them.
    /// - Throws: If it throws, nothing is alive at `output`, and it's not called again before it begins anew.
    mutating func next(
        _ count: Int, into output: UnsafeMutablePointer<Element>, offsets: UnsafeMutablePointer<Int32>
    ) throws -> ElementBlock
}

/// What a cursor has put out.
@frozen
public struct ElementBlock {
    /// The most elements that are looked at in one go.
    @inlinable public static var capacity: Int { 1024 }

    /// Elements that were put out.
    public var kept: Int
    /// Elements that were looked at.
    public var lookedAt: Int
    /// The position of the first one that was looked at.
    public var first: Position
    /// Whether each element is a unit, so that the next position is that of the next unit.
    public var unitsAreElements: Bool
    /// Whether the units are over.
    public var isOver: Bool

    @inlinable
    public init(kept: Int, lookedAt: Int, first: Position, unitsAreElements: Bool, isOver: Bool) {
        self.kept = kept
        self.lookedAt = lookedAt
        self.first = first
        self.unitsAreElements = unitsAreElements
        self.isOver = isOver
    }

    /// The position of what was looked at as number `offset` of this block.
    @inlinable
    public func position(_ offset: Int) -> Position {
        unitsAreElements
            ? Position(unit: first.unit + offset) : Position(unit: first.unit, ordinal: first.ordinal + offset)
    }

    /// The position of the element that was put out as number `index`.
    @inlinable
    public func position(of index: Int, _ offsets: UnsafeMutablePointer<Int32>) -> Position {
        position(kept == lookedAt ? index : Int(offsets[index]))
    }
}

/// Memory for the elements of a block between two steps; they are dead when nobody works on them.
@usableFromInline
final class Scratch<Element> {
    @usableFromInline let base: UnsafeMutablePointer<Element>

    @inlinable
    init(capacity: Int = ElementBlock.capacity) { base = .allocate(capacity: capacity) }

    @inlinable
    deinit { base.deallocate() }
}
