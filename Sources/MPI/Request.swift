internal import CMPI

/// An exchange that has started and may be complete or not.
///
/// It keeps the owners of all memory that MPI reads or writes alive until then. A request that is dropped earlier
/// leaks that memory, because MPI has no way to take a collective operation back.
public struct Request: ~Copyable {
    private var handle: cmpi_request
    private var owner: AnyObject?
    private var tables: (SegmentTable, SegmentTable)?
    private let rank: Int
    /// Whether a test has found the exchange complete.
    public private(set) var isComplete = false

    init(_ handle: cmpi_request, owner: AnyObject, tables: (SegmentTable, SegmentTable)? = nil, rank: Int) {
        self.handle = handle
        self.owner = owner
        self.tables = tables
        self.rank = rank
    }

    deinit {
        guard !isComplete else { return }
        if let owner { _ = Unmanaged.passRetained(owner) }
        if let tables {
            _ = Unmanaged.passRetained(tables.0)
            _ = Unmanaged.passRetained(tables.1)
        }
    }

    /// Lets MPI make progress, and says whether the exchange is complete.
    ///
    /// Local; never waits. Once it has returned `true` it does so for ever.
    ///
    /// - Throws: `MPIError` if the exchange failed.
    public mutating func test() throws(MPIError) -> Bool {
        if isComplete { return true }
        var complete: Int32 = 0
        try MPIError.check(cmpi_test(&handle, &complete), "MPI_Test", rank: rank)
        guard complete != 0 else { return false }
        isComplete = true
        owner = nil
        tables = nil
        return true
    }
}
