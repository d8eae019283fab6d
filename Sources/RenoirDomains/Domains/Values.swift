/// Values that are listed, as they are: nothing in them is an atom that could be renamed.
///
/// ```swift
/// Values(["red", "green", "blue"])
/// Values.booleans
/// ```
public struct Values<Element: Sendable>: SymmetricDomain {
    public typealias Cursor = PlaceCursor<Self>

    @usableFromInline let values: [Element]

    public init(_ values: some Sequence<Element>) { self.values = Array(values) }

    public var size: Natural { Natural(values.count) }
    public var name: String { "values" }
    public var shape: Shape { .constants(values.count) }

    public func element(at index: Natural) -> Element? { values[index.clamped] }

    @inlinable
    public func decoder() -> FormDecoder<Element> { { reader in values[reader.next()] } }

    public func structure(of element: Element) -> Structure { Structure(constant: element) }

    @inlinable
    public func places(from index: Int) -> Places { Places(values: values, index: index) }

    public struct Places: PlaceIterator {
        @usableFromInline let values: [Element]
        @usableFromInline var index: Int

        @inlinable
        init(values: [Element], index: Int) {
            self.values = values
            self.index = index
        }

        @inlinable
        public mutating func next() -> Element? {
            defer { index += 1 }
            return values[index]
        }
    }
}

extension Values where Element == Bool {
    /// False and true.
    public static var booleans: Values<Bool> { Values([false, true]) }
}
