internal import CMPI

extension MPIError {
    /// Throws what MPI says about `code` unless it means success.
    ///
    /// - Parameter call: The function of MPI that returned `code`.
    static func check(_ code: Int32, _ call: StaticString, rank: Int? = nil) throws(MPIError) {
        if code != cmpi_success() { throw MPIError(code: code, call: call, rank: rank) }
    }

    private init(code: Int32, call: StaticString, rank: Int?) {
        var errorClass: Int32 = 0
        if cmpi_error_class(code, &errorClass) != cmpi_success() { errorClass = 0 }
        let text =
            String(mpiCapacity: cmpi_error_capacity()) { bytes, length in cmpi_error_text(code, bytes, length) }
            ?? "no text for this code"
        self.init(
            kind: .call, code: code, errorClass: errorClass, message: "\(call) failed with code \(code): \(text)",
            rank: rank)
    }
}

extension String {
    /// The text that a function of MPI writes into a buffer of `mpiCapacity` bytes; `nil` if it fails.
    init?(
        mpiCapacity: Int32, writing write: (UnsafeMutablePointer<CChar>, UnsafeMutablePointer<Int32>) -> Int32
    ) {
        let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(mpiCapacity) + 1) { bytes -> String? in
            bytes.initialize(repeating: 0)
            var length: Int32 = 0
            guard write(bytes.baseAddress!, &length) == cmpi_success() else { return nil }
            return String(cString: bytes.baseAddress!)
        }
        guard let text else { return nil }
        self = text
    }
}
