/// Values that stand for all that renaming makes of them: a domain by its canonical forms.
///
/// ```swift
/// let pairs = CanonicalValues([[Atom("a", 0), Atom("a", 1)]], in: Atoms(3))
/// print(pairs.size)  // 6
/// ```
///
/// The images are made when the domain is: it's for few values of few atoms. They come in the order of ``Structure``.
public struct CanonicalValues<Element: Structured & Sendable>: SymmetricDomain {
    public typealias Cursor = PlaceCursor<Self>

    private let images: [Structure]
    @usableFromInline let values: Values<Element>

    /// - Parameters:
    ///   - representatives: One of each class, at least.
    ///   - sets: The atoms that may be in a value; those of other sets stay as they are.
    /// - Complexity: O(*n*!) for values with *n* atoms of one set.
    public init(_ representatives: [Element], in sets: Atoms...) {
        images = Set(representatives.flatMap { $0.structure.images(in: sets) }).sorted()
        values = Values(images.map { Element($0) })
    }

    public var size: Natural { values.size }
    public var name: String { "canonical values" }
    public var shape: Shape { .images(images) }

    public func element(at index: Natural) -> Element? { values.element(at: index) }
    public func places(from index: Int) -> Values<Element>.Places { values.places(from: index) }
    public func structure(of element: Element) -> Structure { element.structure }

    @inlinable
    public func decoder() -> FormDecoder<Element> {
        let values = values.values
        return { reader in
            var chosen: Element?
            for value in values where reader.next() == 0 { chosen = value }
            return chosen!
        }
    }
}
