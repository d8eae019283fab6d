import Testing

@testable import Cluster

@Suite struct SealedMessagesTests {
    private static let key = [UInt8](repeating: 5, count: 32)
    private static let messages: [WorkerMessage] = [
        .claim("wordcount of ann"), .start(process: 1, script: "exec orted"), .input(process: 1, [1, 2, 3]),
        .input(process: 1, []), .stop(process: .max), .askStatus, .ping, .granted, .waiting(""), .pong,
        .facts(WorkerFacts(id: "a", slots: 2, host: "b c")), .output(process: 2, [UInt8](repeating: 9, count: 16_384)),
        .errors(process: 3, [0]), .ended(process: 3, code: 255), .status("free"), .taken(process: 4, count: 1 << 20),
    ]

    @Test(arguments: [1, 13, 1 << 20])
    func messages_comeAsTheyWereSent(piece: Int) throws {
        var sealer = MessageSealer(key: Self.key)
        var opener = MessageOpener(key: Self.key)
        let bytes = Self.messages.flatMap { sealer.sealed($0) }
        var opened: [WorkerMessage] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            opener.append(Array(bytes[start..<min(bytes.count, start + piece)]))
            while let message = try opener.next() { opened.append(message) }
        }
        #expect(opened == Self.messages)
    }

    @Test func messageThatWasChanged_isRefused_whereverThatIs() throws {
        var sealer = MessageSealer(key: Self.key)
        let bytes = sealer.sealed(.start(process: 1, script: "exec orted"))
        for place in bytes.indices {
            var other = bytes
            other[place] ^= 0x40
            var opener = MessageOpener(key: Self.key)
            opener.append(other)
            // With another length it may be one that has not come as a whole.
            let message = try? opener.next()
            #expect(message == .some(nil) || message == nil)
            #expect(message != .start(process: 1, script: "exec orted"))
        }
    }

    @Test func messageThatIsRepeated_orLeftOut_isRefused() throws {
        var sealer = MessageSealer(key: Self.key)
        let first = sealer.sealed(.ping)
        let second = sealer.sealed(.ping)
        for bytes in [first + first, second] {
            var opener = MessageOpener(key: Self.key)
            opener.append(bytes)
            if bytes.count > first.count { #expect(try opener.next() == .ping) }
            #expect(throws: MessageOpener.Problem.self) { try opener.next() }
        }
    }

    @Test func lengthBeyondTheMost_isRefusedAtOnce() {
        var opener = MessageOpener(key: Self.key)
        opener.append([0xFF, 0xFF, 0xFF, 0xFF])
        #expect(throws: MessageOpener.Problem.self) { try opener.next() }
    }

    /// Bodies of any bytes are messages, or none, and what is a message is encoded as it was.
    @Test func bodies_ofAnyBytes_crashNothing() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let count = Int.random(in: 0..<12, using: &generator)
            let kind = UInt8.random(in: 0..<70, using: &generator)
            let bytes = [kind] + (0..<count).map { _ in UInt8.random(in: 0...0x7F, using: &generator) }
            guard let message = WorkerMessage(decoding: bytes[...]) else { continue }
            if case .facts = message { continue }
            #expect(message.encoded == bytes)
        }
        #expect(WorkerMessage(decoding: []) == nil)
    }

    @Test(arguments: ["", "a\n1", "a\n0\nb", "a\nx\nb", "a\n5000\nb", "a\n1\nb\nc"])
    func factsThatMakeNoSense_areNone(text: String) {
        #expect(WorkerFacts(decoding: Array(text.utf8)[...]) == nil)
    }
}
