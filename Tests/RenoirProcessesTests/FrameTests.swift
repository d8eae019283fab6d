import Testing

@testable import RenoirProcesses

@Suite struct FrameTests {
    private static let process = ProcessID(number: 7, rank: 2)
    private static let messages: [(ControlMessage, [UInt8])] = [
        (.spawn(id: 1, resources: Resources(), waits: true, function: "main.Work", environmentBytes: 3), [1, 2, 3, 4]),
        (.cancel(id: 9), []),
        (.notSpawned(id: 2, .moreThanAnyHost(has: Resources(memory: 5, cores: 0.5))), []),
        (.ended(id: 3, nil), []), (.ended(id: 3, .died(signal: 9)), []),
        (
            .welcome(
                Welcome(
                    process: process, parent: nil, resources: Resources(), function: "",
                    plan: JobPlan(key: 1, hosts: [0, 1]))), []
        ),
        (.output(process: process, isError: true), Array(repeating: 3, count: 100_000)),
        (.finish, []),
    ]

    @Test(arguments: [1, 7, 1000, 1 << 20])
    func next_bytesInPieces_givesTheMessages(pieceBytes: Int) throws {
        let bytes = Self.messages.flatMap { Frames.head(of: $0.0, payloadBytes: $0.1.count) + $0.1 }
        var reader = FrameReader()
        var found: [(ControlMessage, [UInt8])] = []
        for start in stride(from: 0, to: bytes.count, by: pieceBytes) {
            let piece = Array(bytes[start..<min(bytes.count, start + pieceBytes)])
            piece.withUnsafeBytes { reader.append($0) }
            while let (message, payload) = try reader.next() { found.append((message, payload)) }
        }
        #expect(found.map(\.0) == Self.messages.map(\.0))
        #expect(found.map(\.1) == Self.messages.map(\.1))
    }

    @Test func next_noMessage_throws() {
        var reader = FrameReader()
        [UInt8](repeating: 0xFF, count: 64).withUnsafeBytes { reader.append($0) }
        #expect(throws: (any Error).self) { try reader.next() }
    }

    @Test func channelHeader_ofBytes_isTheSame() {
        let header = ChannelHeader(from: Self.process, ChannelType(name: "Swift.Int", layout: 42))
        let bytes = header.bytes
        #expect(ChannelHeader.length(Array(bytes.prefix(ChannelHeader.byteCount))) == bytes.count)
        #expect(ChannelHeader(bytes).process == Self.process)
        #expect(ChannelHeader(bytes).type == header.type)
        #expect(ChannelHeader.length([UInt8](repeating: 1, count: ChannelHeader.byteCount)) == nil)
    }

    @Test func routeHeader_ofBytes_isTheSame() {
        let bytes = RouteHeader(to: Self.process).bytes
        #expect(bytes.count == RouteHeader.byteCount)
        #expect(bytes.withUnsafeBytes { RouteHeader($0)?.target } == Self.process)
        #expect([UInt8](repeating: 0, count: 16).withUnsafeBytes { RouteHeader($0)?.target } == nil)
    }
}
