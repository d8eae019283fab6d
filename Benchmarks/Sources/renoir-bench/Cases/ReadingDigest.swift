/// What readings come to, whatever their order.
struct ReadingDigest: Sendable {
    private var count = 0
    private var bytes = 0
    private var check: UInt64 = 0

    mutating func add(_ reading: Reading) {
        add(reading.station, reading.number, reading.temperature, reading.humidity)
    }

    mutating func add(_ reading: CodableReading) {
        add(reading.station, reading.number, reading.temperature, reading.humidity)
    }

    /// The bytes of every 1024th name are looked at: all of them would cost more than the journey.
    private mutating func add(_ station: String, _ number: Int, _ temperature: Double, _ humidity: Double) {
        count += 1
        bytes += station.utf8.count
        check &+= UInt64(truncatingIfNeeded: number) &* (temperature.bitPattern ^ humidity.bitPattern &* 3)
        if number & 1023 == 0 { check &+= station.mark }
    }

    mutating func add(_ other: ReadingDigest) {
        count += other.count
        bytes += other.bytes
        check &+= other.check
    }

    var text: String { "count=\(count) total=\(bytes) check=\(check)" }
}
