/// A row of a matrix as a record.
public struct MatrixRow<Element: MatrixElement>: Hashable, Codable, Sendable {
    /// From 0.
    public var number: Int
    public var elements: [Element]

    public init(_ number: Int, _ elements: [Element]) {
        self.number = number
        self.elements = elements
    }
}
