import Records
import TestSupport

/// A value that counts how many of its kind are alive, and refuses to be read when it has the value 13.
struct Counted: WireCodable {
    let tracked: Tracked

    init(_ value: Int, in ledger: Tracked.Ledger) { tracked = Tracked(value, in: ledger) }

    @TaskLocal static var ledger = Tracked.Ledger()

    func encode(into writer: inout WireWriter) { writer.encode(tracked.value) }

    init(from reader: inout WireReader) throws(WireError) {
        let value: Int = try reader.decode()
        tracked = Tracked(value, in: Self.ledger)
        if value == 13 { throw WireError(message: "13 brings bad luck") }
    }
}

extension Counted: Hashable {}
