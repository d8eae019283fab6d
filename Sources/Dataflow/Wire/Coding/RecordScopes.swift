/// Reads the entries of one keyed value.
final class KeyedScope {
    let reading: RecordReading
    private let first: Int
    /// Where the next entry is that was not read in its turn.
    @exclusivity(unchecked) private var next: Int
    /// A value in its turn of which only a decoder knows where it ends.
    @exclusivity(unchecked) private var pending: RecordDecoder?

    init(_ reading: RecordReading, start: Int) {
        self.reading = reading
        first = start
        next = start
    }

    /// Where the value of `name` starts, and whether it is the next one in turn; nil if there is none.
    @inline(__always)
    func find(_ name: String) throws(WireError) -> (offset: Int, isNext: Bool)? {
        if pending != nil { try settle() }
        reading.reader.offset = next
        if let number = try reading.key(), reading.names.names[number] == name { return (reading.reader.offset, true) }
        return try search(name).map { ($0, false) }
    }

    private func search(_ name: String) throws(WireError) -> Int? {
        reading.reader.offset = first
        while let number = try reading.key() {
            if reading.names.names[number] == name { return reading.reader.offset }
            try reading.skip(at: reading.reader.offset)
        }
        return nil
    }

    /// The next entry in turn starts where the reader is.
    func advance() { next = reading.reader.offset }

    /// The next entry in turn starts where `decoder` ends.
    func advance(behind decoder: RecordDecoder) { pending = decoder }

    func allNames() throws(WireError) -> [String] {
        var all: [String] = []
        reading.reader.offset = first
        while let number = try reading.key() {
            all.append(reading.names.names[number])
            try reading.skip(at: reading.reader.offset)
        }
        return all
    }

    /// Where the value ends.
    func end() throws(WireError) -> Int {
        try settle()
        reading.reader.offset = next
        while try reading.key() != nil { try reading.skip(at: reading.reader.offset) }
        return reading.reader.offset
    }

    private func settle() throws(WireError) {
        guard let decoder = pending else { return }
        next = try decoder.end()
        pending = nil
    }
}

/// Reads the elements of one unkeyed value.
final class UnkeyedScope {
    let reading: RecordReading
    let count: Int
    private(set) var index = 0
    private var next: Int
    private var pending: RecordDecoder?

    /// - Parameter start: Where the count is.
    init(_ reading: RecordReading, start: Int) throws(WireError) {
        self.reading = reading
        reading.reader.offset = start
        count = try reading.reader.loadCount(of: "elements")
        next = reading.reader.offset
    }

    /// Where the next element starts.
    func place() throws(WireError) -> Int {
        if let decoder = pending {
            next = try decoder.end()
            pending = nil
        }
        return next
    }

    func advance() {
        index += 1
        next = reading.reader.offset
    }

    func advance(behind decoder: RecordDecoder) {
        index += 1
        pending = decoder
    }

    func end() throws(WireError) -> Int {
        reading.reader.offset = try place()
        for _ in index..<count { try reading.skip(at: reading.reader.offset) }
        return reading.reader.offset
    }
}
