/// One element of each class of a domain's elements that differ by the names of atoms only: the least.
///
/// Elements are searched for, not filtered: a prefix that a renaming makes less is followed no further. The tree of prefixes is cut into
/// many subtrees, which are the units of work.
public struct CanonicalForms<Base: SymmetricDomain>: ElementSource {
    private let plan: FormPlan
    private let decode: FormDecoder<Base.Element>

    public typealias Element = Base.Element

    /// - Parameter decoder: Made where the domain's type is known, so that it's compiled for it.
    @usableFromInline
    init(_ base: Base, _ decoder: @escaping FormDecoder<Base.Element>) throws {
        plan = try FormPlan(base.shape)
        decode = decoder
    }

    public func divide() throws -> Units<Cursor> {
        let (plan, decode, prefixes) = (plan, decode, FormPrefixes.find(plan))
        return Units(count: prefixes.count) { Cursor(plan, decode, prefixes) }
    }

    public func text(of position: Position) -> String? {
        guard var cursor = try? divide().makeCursor() else { return nil }
        cursor.begin(position.unit..<position.unit + 1)
        return cursor.element(position.ordinal).map { "canonical form \($0)" }
    }

    public struct Cursor: ElementCursor {
        @usableFromInline let decode: FormDecoder<Base.Element>
        @usableFromInline let search: FormSearch
        private let prefixes: [[Int32]]
        @usableFromInline let codes: Scratch<Int32>
        @usableFromInline var units = 0..<0
        @usableFromInline var ordinal = 0

        init(_ plan: FormPlan, _ decode: @escaping FormDecoder<Base.Element>, _ prefixes: [[Int32]]) {
            self.decode = decode
            self.prefixes = prefixes
            search = FormSearch(plan)
            codes = Scratch(capacity: plan.numberCount + 1)
        }

        public mutating func begin(_ units: Range<Int>) {
            self.units = units
            beginSubtree()
        }

        @usableFromInline
        mutating func beginSubtree() {
            ordinal = 0
            if !units.isEmpty { search.restart(behind: prefixes[units.lowerBound]) }
        }

        /// The element at a place of the subtree that was begun.
        fileprivate func element(_ ordinal: Int) -> Base.Element? {
            for _ in 0...ordinal { guard search.advance() else { return nil } }
            search.store(in: codes.base)
            var reader = FormReader(codes.base)
            return decode(&reader)
        }

        @inlinable
        public mutating func next(
            _ count: Int, into output: UnsafeMutablePointer<Base.Element>, offsets: UnsafeMutablePointer<Int32>
        ) throws -> ElementBlock {
            let first = Position(unit: units.lowerBound, ordinal: ordinal)
            var made = 0
            while made < count, !units.isEmpty {
                guard search.advance() else {
                    units = units.dropFirst()
                    beginSubtree()
                    break
                }
                search.store(in: codes.base)
                var reader = FormReader(codes.base)
                (output + made).initialize(to: decode(&reader))
                made += 1
                ordinal += 1
            }
            return ElementBlock(
                kept: made, lookedAt: made, first: first, unitsAreElements: false, isOver: units.isEmpty)
        }
    }
}

extension SymmetricDomain {
    /// One element for each class of elements that differ by the names of atoms only: the least of it.
    ///
    /// ```swift
    /// let vertices = Atoms(6)
    /// let graphs = Subsets(of: Subsets(of: vertices, count: 2))
    /// print(try graphs.canonicalForms().count().run(context).value ?? 0)  // 156
    /// ```
    ///
    /// They come in one fixed order, which is that in which they are found. The order that decides which is the least compares parts in the
    /// order of the domain; sets by which has the first element that the other hasn't.
    ///
    /// - Throws: `DomainError` if two sets of atoms have one name, or the domain is too large to be searched.
    /// - Complexity: Depends on the domain: about the number of canonical forms, times those renamings for each that can't be told
    ///   early to make no difference.
    @inlinable @inline(__always)
    public func canonicalForms() throws -> CanonicalForms<Self> { try CanonicalForms(self, decoder()) }

    /// The canonical form of an element of the domain, as a structure.
    public func canonicalStructure(of element: Element) -> Structure { structure(of: element).canonical }

    /// Whether no renaming makes the element less.
    public func isCanonical(_ element: Element) -> Bool { structure(of: element).isCanonical }

    /// Whether two elements are the same but for the names of atoms.
    public func isIsomorphic(_ left: Element, _ right: Element) -> Bool {
        structure(of: left).isIsomorphic(to: structure(of: right))
    }
}
