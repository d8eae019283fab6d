/// What a process needs of its host: it's started where that is free, and gives it back as it ends.
///
/// ```swift
/// let small = Resources(memory: 20 << 20, cores: 0)
/// ```
public struct Resources: Hashable, Sendable, Codable {
    /// Bytes of memory, beyond what the program takes to start.
    public var memory: Int
    /// Cores, of which a fraction may do.
    public var cores: Double

    /// - Parameters:
    ///   - memory: 1 GiB if it's not given.
    ///   - cores: A twentieth if it's not given.
    public init(memory: Int = 1 << 30, cores: Double = 0.05) {
        self.memory = memory
        self.cores = cores
    }
}

extension Resources {
    /// Cores in parts that add up exactly.
    static let partsOfCore = 1_000_000

    /// nil for what is no amount of anything.
    var coreParts: Int? {
        guard memory >= 0, cores >= 0, cores <= 1_000_000 else { return nil }
        return Int((cores * Double(Self.partsOfCore)).rounded(.up))
    }
}

extension Resources: CustomStringConvertible {
    public var description: String { "\(Self.text(memory)) and \(cores) cores" }

    private static func text(_ bytes: Int) -> String {
        for (shift, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] where bytes > 0 && bytes % (1 << shift) == 0 {
            return "\(bytes >> shift) \(unit)"
        }
        return "\(bytes) bytes"
    }
}
