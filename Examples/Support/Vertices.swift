public import Renoir

/// The vertices of a graph in the order of their numbers, each with its place.
public struct Vertices: Sendable {
    public let numbers: [Int]
    /// nil where numbers follow each other without a gap.
    private let places: [Int: Int]?

    /// - Parameter numbers: In any order, each once.
    public init(_ numbers: [Int]) {
        self.numbers = numbers.sorted()
        let isDense = self.numbers.isEmpty || self.numbers.last! - self.numbers.first! == numbers.count - 1
        places = isDense ? nil : Dictionary(uniqueKeysWithValues: self.numbers.enumerated().map { ($1, $0) })
    }

    public var count: Int { numbers.count }

    /// Where a vertex that is among them stands.
    public func place(of number: Int) -> Int { places.map { $0[number]! } ?? number - numbers[0] }
}

extension RuntimeConfig {
    /// What `body` makes; if that fails, ends the program, on all ranks, as bad input does.
    public func orEnd<Result>(code: JobError.Code = .io, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch { exit("\(error)", code: code) }
    }
}
