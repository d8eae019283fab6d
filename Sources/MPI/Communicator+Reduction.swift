internal import CMPI

extension Communicator {
    /// Reduces the values of all ranks, index by index; every rank gets the result.
    ///
    /// ```swift
    /// let limits = try world.allreduce([lowest, -highest], .minimum)
    /// ```
    ///
    /// Collective: all ranks give the same number of values of the same type.
    ///
    /// - Complexity: O(*values* · log *size*) words per rank.
    public func allreduce<Value: Reducible>(_ values: [Value], _ reduction: Reduction) throws(MPIError) -> [Value] {
        var result = values
        let word = cmpi_word(rawValue: Value.reducibleType.word)
        let operation = cmpi_reduction(rawValue: reduction.operation)
        for range in MessageLimit.ranges(of: values.count, limit: MessageLimit.byteCount) {
            let code = result.withUnsafeMutableBytes { bytes in
                cmpi_allreduce(
                    bytes.baseAddress! + range.lowerBound * MemoryLayout<Value>.stride, Int32(range.count), word,
                    operation, handle)
            }
            try check(code, "MPI_Allreduce")
        }
        return result
    }

    /// Reduces one value of each rank.
    ///
    /// Collective.
    ///
    /// - Complexity: O(log *size*) words per rank.
    public func allreduce<Value: Reducible>(_ value: Value, _ reduction: Reduction) throws(MPIError) -> Value {
        var result = value
        let code = cmpi_allreduce(
            &result, 1, cmpi_word(rawValue: Value.reducibleType.word), cmpi_reduction(rawValue: reduction.operation),
            handle)
        try check(code, "MPI_Allreduce")
        return result
    }
}
