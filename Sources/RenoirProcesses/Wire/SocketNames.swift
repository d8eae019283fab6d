/// Where processes and agents of a job are reached on their host.
struct SocketNames {
    let key: UInt64

    func process(_ process: ProcessID) -> String { "\(prefix)-\(process.rank)-\(process.number)" }
    /// Where an agent takes channels that lead to other hosts.
    func agent(_ rank: Int) -> String { "\(prefix)-\(rank)" }
    private var prefix: String { "renoir-\(String(key, radix: 16))" }
}

/// What a process writes first on a channel that goes through its agent.
struct RouteHeader {
    static let byteCount = 16
    private static let magic: UInt64 = 0x726F_7574_6531_0001

    let target: ProcessID

    init(to target: ProcessID) { self.target = target }

    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= Self.byteCount, bytes.loadUnaligned(as: UInt64.self) == Self.magic else { return nil }
        target = ProcessID(
            number: Int(bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)),
            rank: Int(bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
    }

    var bytes: [UInt8] {
        withUnsafeBytes(of: (Self.magic, target.number, target.rank)) { Array($0.prefix(Self.byteCount)) }
    }
}
