internal import Records

extension Greeting {
    /// The most that a greeting takes; what is longer in it is cut.
    static let mostBytes = 16 << 10
    /// Raised when the greeting or the rounds change.
    private static let version: UInt32 = 6

    var bytes: [UInt8] {
        var writer = WireWriter(target: Self.mostBytes)
        writer.store(Self.version)
        writer.store(doorbell)
        writer.store(memory?.process ?? 0)
        writer.store(memory?.descriptor ?? 0)
        writer.store(memory?.name ?? 0)
        writer.store(string: host)
        writer.store(problem?.code.exitCode ?? 0)
        writer.store(string: Self.beginning(of: problem?.operator, Self.mostBytes / 16))
        writer.store(string: Self.beginning(of: problem?.message, Self.mostBytes / 4))
        writer.store(Int64(epoch?.number ?? -1))
        writer.store(string: epoch?.kind ?? "")
        let proposal = epoch?.proposal ?? []
        writer.store(count: proposal.count)
        proposal.withUnsafeBytes { writer.store(bytes: $0) }
        let bytes = writer.written
        defer { bytes.deallocate() }
        return Array(bytes)
    }

    private static func beginning(of text: String?, _ bytes: Int) -> String {
        String(decoding: (text ?? "").utf8.prefix(bytes), as: UTF8.self)
    }

    /// What `rank` says.
    init(_ bytes: UnsafeRawBufferPointer, of rank: Int) throws(WireError) {
        var reader = WireReader(bytes, records: 1)
        let version = try reader.load(UInt32.self)
        guard version == Self.version else {
            throw WireError(message: "rank \(rank) speaks version \(version), this one \(Self.version)")
        }
        doorbell = try reader.load(UInt16.self)
        let memory = SharedArena.Address(
            process: try reader.load(Int32.self), descriptor: try reader.load(Int32.self),
            name: try reader.load(UInt64.self))
        self.memory = memory.name == 0 ? nil : memory
        host = try reader.loadString()
        let code = try reader.load(Int32.self)
        let label = try reader.loadString()
        let message = try reader.loadString()
        if code != 0 {
            problem = JobError(JobError.Code(exitCode: code), message, operator: label.isEmpty ? nil : label)
        }
        let number = try reader.load(Int64.self)
        let kind = try reader.loadString()
        let proposal = try reader.take(try reader.loadCount())
        if number >= 0 { epoch = Epoch(number: Int(number), kind: kind, proposal: Array(proposal)) }
    }
}
