/// Reads the elements of one unkeyed value.
final class UnkeyedScope {
    private let shared: SharedState<RecordReading>
    let count: Int
    private(set) var index = 0
    private var next: Int
    private var pending: RecordDecoder?

    private var reading: UnsafeMutablePointer<RecordReading> { shared.pointer }

    /// - Parameter start: Where the count is.
    init(_ shared: SharedState<RecordReading>, start: Int) throws(WireError) {
        self.shared = shared
        let reading = shared.pointer
        reading.pointee.reader.offset = start
        count = try reading.pointee.reader.loadCount(of: "elements")
        next = reading.pointee.reader.offset
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
        next = reading.pointee.reader.offset
    }

    func advance(behind decoder: RecordDecoder) {
        index += 1
        pending = decoder
    }

    func end() throws(WireError) -> Int {
        reading.pointee.reader.offset = try place()
        for _ in index..<count { try reading.pointee.skip(at: reading.pointee.reader.offset) }
        return reading.pointee.reader.offset
    }
}
