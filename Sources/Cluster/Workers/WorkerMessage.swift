/// What a program and a worker say to each other once both have proved that they have the token.
///
/// A program claims a worker, and has commands run there, each under a number that it gives. Of what a command gets or
/// says there are no more bytes on their way than ``window``: whoever has passed them on says so.
enum WorkerMessage: Hashable {
    /// Bytes of one process in one direction, and of one message.
    static let window = 1 << 18
    static let mostBytes = 1 << 14

    /// The program wants the worker for itself; the text says who it is.
    case claim(String)
    case start(process: UInt32, script: String)
    /// Standard input of a process; no bytes are its end.
    case input(process: UInt32, [UInt8])
    case stop(process: UInt32)
    case askStatus
    case ping

    case facts(WorkerFacts)
    case granted
    /// Another program has the worker, and who that is.
    case waiting(String)
    case output(process: UInt32, [UInt8])
    case errors(process: UInt32, [UInt8])
    case ended(process: UInt32, code: UInt8)
    case status(String)
    case pong

    /// So many bytes of a process have been passed on.
    case taken(process: UInt32, count: UInt32)
}

extension WorkerMessage {
    fileprivate enum Kind: UInt8 {
        case claim = 1, start, input, stop, askStatus, ping
        case facts = 33, granted, waiting, output, errors, ended, status, pong
        case taken = 65
    }

    var encoded: [UInt8] {
        switch self {
        case .claim(let text): Self.body(.claim, Array(text.utf8))
        case .start(let process, let script): Self.body(.start, process.bigEndianBytes + Array(script.utf8))
        case .input(let process, let bytes): Self.body(.input, process.bigEndianBytes + bytes)
        case .stop(let process): Self.body(.stop, process.bigEndianBytes)
        case .askStatus: Self.body(.askStatus)
        case .ping: Self.body(.ping)
        case .facts(let facts): Self.body(.facts, facts.encoded)
        case .granted: Self.body(.granted)
        case .waiting(let text): Self.body(.waiting, Array(text.utf8))
        case .output(let process, let bytes): Self.body(.output, process.bigEndianBytes + bytes)
        case .errors(let process, let bytes): Self.body(.errors, process.bigEndianBytes + bytes)
        case .ended(let process, let code): Self.body(.ended, process.bigEndianBytes + [code])
        case .status(let text): Self.body(.status, Array(text.utf8))
        case .pong: Self.body(.pong)
        case .taken(let process, let count): Self.body(.taken, process.bigEndianBytes + count.bigEndianBytes)
        }
    }

    private static func body(_ kind: Kind, _ rest: [UInt8] = []) -> [UInt8] { [kind.rawValue] + rest }

    /// - Returns: Nil if `bytes` are no message.
    init?(decoding bytes: ArraySlice<UInt8>) {
        guard let kind = bytes.first.flatMap(Kind.init) else { return nil }
        let rest = bytes.dropFirst()
        let process = UInt32(bigEndianBytes: rest.prefix(4))
        let data = rest.dropFirst(4)
        guard rest.count >= 4 || !kind.hasProcess else { return nil }
        guard rest.isEmpty || !kind.isBare else { return nil }
        switch kind {
        case .claim: self = .claim(String(decoding: rest, as: UTF8.self))
        case .start: self = .start(process: process, script: String(decoding: data, as: UTF8.self))
        case .input: self = .input(process: process, Array(data))
        case .stop where data.isEmpty: self = .stop(process: process)
        case .askStatus: self = .askStatus
        case .ping: self = .ping
        case .facts:
            guard let facts = WorkerFacts(decoding: rest) else { return nil }
            self = .facts(facts)
        case .granted: self = .granted
        case .waiting: self = .waiting(String(decoding: rest, as: UTF8.self))
        case .output: self = .output(process: process, Array(data))
        case .errors: self = .errors(process: process, Array(data))
        case .ended where data.count == 1: self = .ended(process: process, code: data[data.startIndex])
        case .status: self = .status(String(decoding: rest, as: UTF8.self))
        case .pong: self = .pong
        case .taken where data.count == 4: self = .taken(process: process, count: UInt32(bigEndianBytes: data))
        default: return nil
        }
    }
}

extension WorkerMessage.Kind {
    fileprivate var hasProcess: Bool {
        switch self {
        case .start, .input, .stop, .output, .errors, .ended, .taken: true
        default: false
        }
    }

    fileprivate var isBare: Bool {
        switch self {
        case .askStatus, .ping, .granted, .pong: true
        default: false
        }
    }
}

extension WorkerMessage: Sendable {}
