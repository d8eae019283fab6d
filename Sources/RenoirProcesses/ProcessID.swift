/// A process of a job: no two of them have the same one, on whichever hosts they run.
///
/// ```swift
/// let worker = try Processes.spawn(Work(part: 3))
/// print(worker)   // 4d1a7c2
/// ```
///
/// It can be sent and stored, compared and hashed; who was started earlier is less. Printed, it's seven hexadecimal digits.
public struct ProcessID: Hashable, Sendable, Codable {
    /// Its place among all processes of the job that have been started, from 1.
    let number: UInt32
    /// The rank whose agent has started it.
    let rank: UInt32

    init(number: Int, rank: Int) {
        self.number = UInt32(truncatingIfNeeded: number)
        self.rank = UInt32(truncatingIfNeeded: rank)
    }
}

extension ProcessID: Comparable {
    public static func < (one: ProcessID, other: ProcessID) -> Bool {
        (one.number, one.rank) < (other.number, other.rank)
    }
}

extension ProcessID: CustomStringConvertible {
    private static let bits: UInt32 = 28
    private static let mask: UInt32 = 1 << bits - 1

    public var description: String {
        // Neighbours are to look different. Each step can be undone, so that no two become the same.
        var mixed = number & Self.mask
        mixed = mixed &* 0x9E3_779B & Self.mask
        mixed ^= mixed >> 13
        mixed = mixed &* 0x5BD_1E95 & Self.mask
        let digits = String(mixed, radix: 16)
        return String(repeating: "0", count: 7 - digits.count) + digits
    }
}
