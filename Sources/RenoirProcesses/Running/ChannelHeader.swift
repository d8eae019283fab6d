internal import Records

/// What the sender of a channel writes first: who it is, and what it sends.
struct ChannelHeader {
    static let byteCount = 32
    static let mostNameBytes = 4096
    private static let magic: UInt64 = 0x6368_616E_6E65_0001

    var process: ProcessID
    var type: ChannelType
    private var nameBytes: Int

    init(from process: ProcessID, _ type: ChannelType) {
        self.process = process
        self.type = type
        nameBytes = min(type.name.utf8.count, Self.mostNameBytes)
    }

    var bytes: [UInt8] {
        let words = (Self.magic, process.number, process.rank, type.layout, UInt64(nameBytes))
        return withUnsafeBytes(of: words) { Array($0.prefix(Self.byteCount)) } + Array(type.name.utf8.prefix(nameBytes))
    }

    /// How many bytes there are in all; nil if these begin no header.
    static func length(_ bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBytes {
            guard $0.loadUnaligned(as: UInt64.self) == magic else { return nil }
            let name = $0.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
            return name <= UInt64(mostNameBytes) ? byteCount + Int(name) : nil
        }
    }

    init(_ bytes: [UInt8]) {
        (process, nameBytes, type) = bytes.withUnsafeBytes {
            let process = ProcessID(
                number: Int($0.loadUnaligned(fromByteOffset: 8, as: UInt32.self)),
                rank: Int($0.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
            let layout = $0.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
            let name = String(decoding: $0[Self.byteCount...], as: UTF8.self)
            return (process, $0.count - Self.byteCount, ChannelType(name: name, layout: layout))
        }
    }
}

/// A type as both ends of a channel compare it.
struct ChannelType: Equatable {
    var name: String
    /// A hash of how its values travel.
    var layout: UInt64

    init(name: String, layout: UInt64) {
        self.name = name
        self.layout = layout
    }

    init<Value>(_ format: WireFormat<Value>) {
        name = TypeName.of(Value.self)
        layout = 0xCBF2_9CE4_8422_2325
        for byte in format.layout.utf8 { layout = (layout ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
}
