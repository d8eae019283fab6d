internal import Dataflow
internal import Records
internal import SystemLibrary

extension ByteString {
    /// The bytes of a C string, without the zero at its end.
    init(cString: UnsafePointer<CChar>) {
        self.init(UnsafeRawBufferPointer(start: cString, count: strlen(cString)))
    }

    /// Calls `body` with the bytes as a C string, which ends at the first zero.
    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { buffer in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            withUnsafeBytes { bytes.copyMemory(from: $0) }
            bytes[count] = 0
            return body(buffer.baseAddress!)
        }
    }
}
