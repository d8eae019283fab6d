/// A version of Open MPI, as its commands tell it: `mpirun (Open MPI) 4.1.4`, `Open MPI v4.1.4`.
struct OpenMPIVersion: Hashable {
    let major: Int
    let minor: Int
    /// All of it, with what stands after the second number.
    let text: String

    /// - Returns: Nil if `line` tells of no version of Open MPI.
    init?(_ line: String) {
        guard line.contains("Open MPI"), let word = line.split(separator: " ").last else { return nil }
        text = String(word.drop { $0 == "v" })
        let numbers = text.split(separator: ".").map { Int($0.prefix { $0.isASCII && $0.isNumber }) }
        guard numbers.count >= 2, let major = numbers[0], let minor = numbers[1] else { return nil }
        self.major = major
        self.minor = minor
    }

    /// Whether daemons of both versions understand each other.
    func fits(_ other: OpenMPIVersion) -> Bool { major == other.major && minor == other.minor }
}

extension OpenMPIVersion: Sendable {}
