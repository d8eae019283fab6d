public import Records

/// An input that can be read in parts, on any worker: the row groups of a file, the partitions of a table, the tiles of an image.
///
/// ```swift
/// struct Pages: SplitSource {
///     struct Reader: SplitReader {
///         var page: Page
///         mutating func next() throws -> Row? { try page.nextRow() }
///     }
///
///     func splits() throws -> [Int] { try Array(0..<countPages()) }
///     func reader(of page: Int) throws -> Reader { Reader(page: try open(page)) }
/// }
///
/// let rows = context.parallelStream(of: Pages(), balancing: .dynamic)
/// ```
public protocol SplitSource: Sendable {
    associatedtype Element: Sendable
    /// Where a part of the input is: all that is needed to read it, on any worker and in another run.
    associatedtype Split: WireCodable & Sendable
    associatedtype Reader: SplitReader where Reader.Element == Element

    /// Divides the input. Called once on each rank, before the job runs; all ranks have to come to the same splits, which must not
    /// depend on how many ranks or workers there are.
    func splits() throws -> [Split]

    /// Begins to read a split. Called on the worker that reads it.
    func reader(of split: Split) throws -> Reader
}

/// Gives the elements of a split, one after the other.
public protocol SplitReader {
    associatedtype Element

    /// The next element; nil at the end of the split, and then it isn't asked again.
    mutating func next() throws -> Element?
}
