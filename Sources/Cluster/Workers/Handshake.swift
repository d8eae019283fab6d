/// What both sides of a connection do first: each proves that it has the token, without saying it.
///
/// | from | bytes |
/// |---|---|
/// | program | 8 that name the protocol, 2 its version, 32 by chance |
/// | worker | the same of its own |
/// | program | 32: the code of all of these with the token as the key, as the program makes it |
/// | worker | 1: whether that was right, 32: the code as the worker makes it |
///
/// What follows has a code too, with keys that are made of the same bytes. Who doesn't know the token learns nothing but
/// that there is a worker, and of which version.
enum Handshake {
    static let version: UInt16 = 1
    static let mark = Array("renoir-w".utf8)
    static let nonceBytes = 32
    static let greetingBytes = mark.count + 2 + nonceBytes

    /// The keys with which messages have their codes.
    struct Keys: Hashable, Sendable {
        let ofProgram: [UInt8]
        let ofWorker: [UInt8]
    }

    enum Problem: Error, Hashable {
        case isNoWorker
        case otherVersion(Int)
        case wrongToken
        /// It does not know the token itself.
        case isNotGenuine
    }

    static func greeting(_ nonce: [UInt8]) -> [UInt8] {
        precondition(nonce.count == nonceBytes, "\(nonce.count) bytes are no nonce")
        return mark + [UInt8(version >> 8), UInt8(version & 0xFF)] + nonce
    }

    static func check(_ greeting: [UInt8]) throws(Problem) {
        guard greeting.starts(with: mark) else { throw .isNoWorker }
        let version = UInt16(greeting[mark.count]) << 8 | UInt16(greeting[mark.count + 1])
        guard version == self.version else { throw .otherVersion(Int(version)) }
    }

    static func proof(_ role: String, _ token: WorkerToken, _ greetings: [UInt8]) -> [UInt8] {
        MessageCode.code(of: Array(role.utf8) + [0] + greetings, key: token.bytes)
    }

    static func keys(_ token: WorkerToken, _ greetings: [UInt8]) -> Keys {
        Keys(
            ofProgram: proof("messages of the program", token, greetings),
            ofWorker: proof("messages of the worker", token, greetings))
    }
}

/// The program's side.
struct ProgramHandshake {
    private let token: WorkerToken
    /// What is sent first.
    let greeting: [UInt8]
    private var answer: [UInt8]?
    private var received = ByteQueue()

    init(token: WorkerToken, nonce: [UInt8]) {
        self.token = token
        greeting = Handshake.greeting(nonce)
    }

    /// What to send for `bytes` that have come, and once it is over the keys and what came behind.
    mutating func take(
        _ bytes: [UInt8]
    ) throws(Handshake.Problem) -> (reply: [UInt8], keys: Handshake.Keys?, rest: [UInt8]) {
        received.append(bytes)
        var reply: [UInt8] = []
        if answer == nil {
            guard received.contents.prefix(Handshake.mark.count).elementsEqual(Handshake.mark.prefix(received.count))
            else { throw .isNoWorker }
            guard let answer = received.take(Handshake.greetingBytes) else { return ([], nil, []) }
            try Handshake.check(answer)
            self.answer = answer
            reply = Handshake.proof("program", token, greeting + answer)
        }
        guard let answer, let verdict = received.take(1 + MessageCode.byteCount) else { return (reply, nil, []) }
        guard verdict[0] == 1 else { throw .wrongToken }
        let greetings = greeting + answer
        guard MessageCode.areEqual(verdict.dropFirst(), Handshake.proof("worker", token, greetings)) else {
            throw .isNotGenuine
        }
        return (reply, Handshake.keys(token, greetings), received.take(received.count) ?? [])
    }
}

/// The worker's side.
struct WorkerHandshake {
    private let token: WorkerToken
    private let greeting: [UInt8]
    private var question: [UInt8]?
    private var received = ByteQueue()

    init(token: WorkerToken, nonce: [UInt8]) {
        self.token = token
        greeting = Handshake.greeting(nonce)
    }

    /// What to send for `bytes` that have come, the keys once the program has proved that it has the token, and what is
    /// wrong: then the connection ends with the reply.
    mutating func take(_ bytes: [UInt8]) -> (reply: [UInt8], keys: Handshake.Keys?, problem: Handshake.Problem?) {
        received.append(bytes)
        guard let question else {
            guard let question = received.take(Handshake.greetingBytes) else { return ([], nil, nil) }
            // Who knows the protocol waits for the answer.
            guard received.isEmpty, question.starts(with: Handshake.mark) else { return ([], nil, .isNoWorker) }
            do { try Handshake.check(question) } catch { return (greeting, nil, error) }
            self.question = question
            return (greeting, nil, nil)
        }
        guard let proof = received.take(MessageCode.byteCount) else { return ([], nil, nil) }
        let greetings = question + greeting
        guard received.isEmpty, MessageCode.areEqual(proof, Handshake.proof("program", token, greetings)) else {
            return ([0] + Array(repeating: 0, count: MessageCode.byteCount), nil, .wrongToken)
        }
        return ([1] + Handshake.proof("worker", token, greetings), Handshake.keys(token, greetings), nil)
    }
}

extension ProgramHandshake: Sendable {}
extension WorkerHandshake: Sendable {}
