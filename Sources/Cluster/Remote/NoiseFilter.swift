/// Takes a line of Open MPI's out of a stream: a warning about a race that harms nothing, printed now and then.
///
/// Lines that can't be it pass at once, also parts of them.
struct NoiseFilter {
    /// `[host:123] plm:rsh: Warning: setpgid(456,456) failed in parent with errno=…`
    private static let noise = "] plm:rsh: Warning: setpgid("
    /// A line of it is shorter than this.
    private static let mostHeld = 512

    private enum State {
        case atLineStart, holding, passing
    }

    private var state = State.atLineStart
    private var held: [UInt8] = []

    /// What of `bytes`, and of bytes before them, is to be shown.
    mutating func passing(_ bytes: [UInt8]) -> [UInt8] {
        var shown: [UInt8] = []
        for byte in bytes {
            let endsLine = byte == UInt8(ascii: "\n")
            if state == .atLineStart { state = byte == UInt8(ascii: "[") ? .holding : .passing }
            if state == .holding {
                held.append(byte)
                if endsLine || held.count == Self.mostHeld {
                    shown += rest()
                    state = .passing
                }
            } else {
                shown.append(byte)
            }
            if endsLine { state = .atLineStart }
        }
        return shown
    }

    /// What is held back, at the end of the stream or of a line.
    mutating func rest() -> [UInt8] {
        defer { held = [] }
        return String(decoding: held, as: UTF8.self).contains(Self.noise) ? [] : held
    }
}

extension NoiseFilter: Sendable {}
