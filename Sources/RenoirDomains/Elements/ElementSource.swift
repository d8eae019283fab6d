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
