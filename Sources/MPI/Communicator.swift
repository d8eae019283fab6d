internal import CMPI

/// A group of processes that exchange among themselves, apart from all other groups.
///
/// ```swift
/// let world = try MPIEnvironment.start().world
/// let total = try world.allreduce(UInt64(1), .sum)    // == world.size
/// ```
///
/// MPI is asked for `MPI_THREAD_SERIALIZED`: any thread may use a communicator, one at a time in the whole process.
public final class Communicator {
    /// This process's place in the group, from 0.
    public let rank: Int
    /// How many processes the group has.
    public let size: Int
    private var storage: cmpi_communicator?

    /// Takes a communicator of MPI over, and makes it return its errors instead of ending the process.
    init(_ handle: cmpi_communicator) throws(MPIError) {
        try MPIError.check(cmpi_return_errors(handle), "MPI_Comm_set_errhandler")
        var rank: Int32 = 0
        var size: Int32 = 0
        try MPIError.check(cmpi_rank(handle, &rank), "MPI_Comm_rank")
        try MPIError.check(cmpi_size(handle, &size), "MPI_Comm_size")
        self.rank = Int(rank)
        self.size = Int(size)
        storage = handle
    }

    /// Makes another communicator of the same group; what the two carry never mixes.
    ///
    /// Collective.
    ///
    /// - Throws: `MPIError` if MPI has no room for another communicator.
    /// - Complexity: O(log *size*) messages per rank.
    public func duplicate() throws(MPIError) -> Communicator {
        var copy = handle
        try check(cmpi_duplicate(handle, &copy), "MPI_Comm_dup")
        return try Communicator(copy)
    }

    /// Gives the communicator back to MPI. It must not be used afterwards.
    ///
    /// Collective. A communicator that is merely dropped stays in MPI until the process ends.
    ///
    /// - Precondition: It is not freed yet, and nothing that it carries is in flight.
    public func free() throws(MPIError) {
        var freed = handle
        try check(cmpi_free(&freed), "MPI_Comm_free")
        storage = nil
    }

    /// Returns when every rank has called it.
    ///
    /// Collective.
    ///
    /// - Complexity: O(log *size*) messages per rank.
    public func barrier() throws(MPIError) {
        try check(cmpi_barrier(handle), "MPI_Barrier")
    }

    /// Ends every process of the job with `exitCode`, without waiting for anybody.
    ///
    /// Local. It returns only if MPI could not do it.
    public func abort(exitCode: Int32) throws(MPIError) {
        try check(cmpi_abort(handle, exitCode), "MPI_Abort")
    }

    var handle: cmpi_communicator {
        guard let storage else { preconditionFailure("rank \(rank) uses a communicator that it has freed") }
        return storage
    }

    func check(_ code: Int32, _ call: StaticString) throws(MPIError) {
        try MPIError.check(code, call, rank: rank)
    }
}

extension Communicator: @unchecked Sendable {}
