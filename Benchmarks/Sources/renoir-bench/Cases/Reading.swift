import Renoir

/// A record with a string and three numbers.
struct Reading: Sendable {
    var station: String
    var number: Int
    var temperature: Double
    var humidity: Double

    private static var stationCount: Int { 1000 }
    /// The stations' names have 6 to 25 bytes: some fit a string itself, some don't.
    private static let stations = (0..<stationCount).map { "s-\($0 + 1000)" + String(repeating: "x", count: $0 % 20) }

    init(number: Int) {
        station = Self.stations[number % Self.stationCount]
        self.number = number
        temperature = Double(number % 400) * 0.1
        humidity = Double(number % 101)
    }
}

extension Reading: WireCodable {
    func encode(into writer: inout WireWriter) {
        writer.encode(station)
        writer.encode(number)
        writer.encode(temperature)
        writer.encode(humidity)
    }

    init(from reader: inout WireReader) throws(WireError) {
        station = try reader.decode()
        number = try reader.decode()
        temperature = try reader.decode()
        humidity = try reader.decode()
    }
}

/// The same record, which only says that it is `Codable`.
struct CodableReading: Codable, Sendable {
    var station: String
    var number: Int
    var temperature: Double
    var humidity: Double

    init(number: Int) {
        let reading = Reading(number: number)
        station = reading.station
        self.number = number
        temperature = reading.temperature
        humidity = reading.humidity
    }
}
