internal import CRemote

/// What only who has a key can make of bytes, and whoever has it can check: HMAC-SHA256.
enum MessageCode {
    static let byteCount = Int(renoir_digest_bytes)

    static func code(of bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: byteCount)
        renoir_hmac_sha256(key, key.count, bytes, bytes.count, &digest)
        return digest
    }

    /// Compares in a time that tells nothing of the bytes.
    static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        let (left, right) = (Array(left), Array(right))
        return left.count == right.count && renoir_are_equal(left, right, left.count)
    }

    /// - Throws: If the system has no bytes that nobody can guess.
    static func random(_ count: Int) throws(RemoteStartError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard renoir_random(&bytes, count) == 0 else {
            throw RemoteStartError(.system, "the system has no random bytes: \(OpenFile.lastError)")
        }
        return bytes
    }
}
