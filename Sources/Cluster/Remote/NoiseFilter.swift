/// Takes a line of Open MPI's out of a stream: a warning about a race that harms nothing, printed now and then.
///
/// Everything else passes at once, also parts of lines.
struct NoiseFilter {
    private static let noise = Array("plm:rsh: Warning: setpgid(".utf8)

    private enum State {
        /// So many bytes of the line are those of the noise.
        case undecided(Int)
        case passing
        case dropping
    }

    private var state = State.undecided(0)

    /// What of `bytes`, and of bytes before them, is to be shown.
    mutating func passing(_ bytes: [UInt8]) -> [UInt8] {
        var shown: [UInt8] = []
        for byte in bytes {
            if case .undecided(let count) = state {
                if byte == Self.noise[count] {
                    state = count + 1 == Self.noise.count ? .dropping : .undecided(count + 1)
                    continue
                }
                shown += Self.noise[..<count]
                state = .passing
            }
            if case .passing = state { shown.append(byte) }
            if byte == UInt8(ascii: "\n") { state = .undecided(0) }
        }
        return shown
    }

    /// What was held back, at the end of the stream.
    func rest() -> [UInt8] {
        guard case .undecided(let count) = state else { return [] }
        return Array(Self.noise[..<count])
    }
}

extension NoiseFilter: Sendable {}
