#if canImport(Records)
    @testable import Records
#endif

// Compiled by the fuzzer too, into one module with the formats.

/// What the fuzzer does with an input, and the tests with each input of its corpus: decoders refuse bytes or make values, which
/// travel again.
enum WireFuzzing {
    private typealias Target = (UnsafeRawBufferPointer, Int) -> Void

    /// The first byte of an input chooses the type, the second the number of records; the rest is the frame, which `place` puts
    /// where reading beyond its end is noticed.
    static func run(_ input: UnsafeRawBufferPointer, place: (UnsafeRawBufferPointer) -> UnsafeRawBufferPointer) {
        guard input.count >= 2 else { return }
        let frame = place(UnsafeRawBufferPointer(rebasing: input[2...]))
        targets[Int(input[0]) % targets.count](frame, Int(input[1]))
    }

    nonisolated(unsafe) private static let targets: [Target] = [
        target(Int.self), target(Bool.self), target(Direction.self), target(Direction?.self), target(Reading.self),
        target(Unicode.Scalar.self), target(String.self), target(Character.self), target(ByteString.self),
        target(String?.self), target(Int??.self), target([Int].self), target([[String]].self), target([Empty].self),
        target([Silent].self), target(Set<String>.self), target([String: [Int?]].self), target(Range<Int>.self),
        target(ClosedRange<String>.self), target((String, Int, [Bool]).self),
        target((a: [String], b: (String?, UInt8)).self), target(Visit.self), target([Visit].self),
        target([Visit: Set<Visit>].self), target(Person.self), target([Person].self), target(Shape.self),
        target((Shape, String).self), target(Chain.self),
    ]

    private static func target<Value>(_ type: Value.Type) -> Target {
        guard let format = WireFormat<Value>.resolve() else { preconditionFailure("no format for \(type)") }
        return { bytes, records in
            // What is read first is found when it comes again.
            let recent = RecentTexts()
            defer { withExtendedLifetime(recent) {} }
            guard let values = try? decode(bytes, records, format, recent) else { return }
            do {
                try send(values, format, recent)
            } catch {
                preconditionFailure("\(type): a value that arrived can't travel again: \(error)")
            }
        }
    }

    private static func send<Value>(
        _ values: [Value], _ format: WireFormat<Value>, _ recent: RecentTexts
    ) throws(WireError) {
        let input = UnsafeMutablePointer<Value>.allocate(capacity: max(1, values.count))
        defer { input.deallocate() }
        input.initialize(from: values, count: values.count)
        var cursor = RecordCursor(available: values.count, produced: 0, capacity: 0)
        defer { (input + cursor.consumed).deinitialize(count: values.count - cursor.consumed) }
        while cursor.consumed < values.count {
            let before = cursor.consumed
            var writer = WireWriter(target: 1024)
            do throws(WireError) {
                try format.encode(&cursor, input, &writer)
            } catch {
                writer.memory.deallocate()
                throw error
            }
            let frame = writer.written
            defer { frame.deallocate() }
            _ = try decode(UnsafeRawBufferPointer(frame), cursor.consumed - before, format, recent)
        }
    }

    private static func decode<Value>(
        _ bytes: UnsafeRawBufferPointer, _ records: Int, _ format: WireFormat<Value>, _ recent: RecentTexts
    ) throws(WireError) -> [Value] {
        var reader = WireReader(bytes, records: records, recent: recent)
        var values: [Value] = []
        let output = UnsafeMutablePointer<Value>.allocate(capacity: 4)
        defer { output.deallocate() }
        while reader.records > 0 {
            var cursor = RecordCursor(available: 0, produced: 0, capacity: 4)
            defer { output.deinitialize(count: cursor.produced) }
            try format.decode(&cursor, &reader, output)
            values.append(contentsOf: UnsafeBufferPointer(start: output, count: cursor.produced))
        }
        return values
    }
}
