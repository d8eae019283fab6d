/// An amount of memory as people write it: `16 GiB`, `512 MB`.
enum MemorySize {
    private static let units: [String: Int] = [
        "B": 1, "KB": 1000, "MB": 1_000_000, "GB": 1_000_000_000, "TB": 1_000_000_000_000,
        "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40,
    ]

    /// The bytes that `text` tells: a whole number and a unit, with or without a space.
    static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { "0"..."9" ~= $0 }
        let unit = text[digits.endIndex...]
        guard let count = Int(digits), let factor = units[String(unit.first == " " ? unit.dropFirst() : unit)] else {
            return nil
        }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: factor)
        return overflow ? nil : bytes
    }
}
