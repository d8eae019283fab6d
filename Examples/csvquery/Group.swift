import Renoir

/// The columns of the answer in a group.
struct Group: Sendable {
    var tallies: [Tally]

    init(_ flags: [Query.Flag]) { tallies = flags.map(Tally.init) }

    /// Takes the cells of a record. Whether the list is this group's alone is asked once, not for each cell.
    mutating func add<Cells: CellList>(_ cells: Cells, _ flags: [Query.Flag]) {
        tallies.withUnsafeMutableBufferPointer { tallies in
            for place in tallies.indices { tallies[place].add(cells[place], flags[place]) }
        }
    }

    /// Takes what another worker has of the same group.
    mutating func add(_ other: Group, _ flags: [Query.Flag]) {
        for place in tallies.indices { tallies[place].add(other.tallies[place], flags[place]) }
    }
}

// Groups travel from the workers that have read their records to the one that has all of them.
extension Group: WireCodable {
    func encode(into writer: inout WireWriter) {
        writer.encode(tallies.count)
        for tally in tallies { tally.encode(into: &writer) }
    }

    init(from reader: inout WireReader) throws(WireError) {
        let count: Int = try reader.decode()
        tallies = []
        for _ in 0..<count { tallies.append(try Tally(from: &reader)) }
    }
}

extension Tally: WireCodable {
    func encode(into writer: inout WireWriter) {
        switch self {
        case .count(let count):
            writer.encode(UInt8(0))
            writer.encode(count)
        case .sum(let sum):
            writer.encode(UInt8(1))
            writer.encode(sum.count)
            writer.encode(sum.sum)
            writer.encode(sum.hasFractions)
        case .choice(let choice):
            writer.encode(UInt8(2))
            writer.encode(choice.number)
            writer.encode(choice.text)
            writer.encode(choice.hasFractions)
            writer.encode(choice.hasTexts)
        case .distinct(let cells):
            writer.encode(UInt8(3))
            writer.encode(Array(cells))
        case .values(let values):
            writer.encode(UInt8(4))
            writer.encode(values.values)
            writer.encode(values.hasFractions)
        }
    }

    init(from reader: inout WireReader) throws(WireError) {
        let kind: UInt8 = try reader.decode()
        switch kind {
        case 0: self = .count(try reader.decode())
        case 1:
            self = .sum(
                Sum(count: try reader.decode(), sum: try reader.decode(), hasFractions: try reader.decode()))
        case 2:
            self = .choice(
                Choice(
                    number: try reader.decode(), text: try reader.decode(), hasFractions: try reader.decode(),
                    hasTexts: try reader.decode()))
        case 3: self = .distinct(Set(try reader.decode() as [ByteString]))
        case 4: self = .values(Values(values: try reader.decode(), hasFractions: try reader.decode()))
        default: throw WireError(message: "a tally of kind \(kind)")
        }
    }
}

extension Number: WireCodable {
    func encode(into writer: inout WireWriter) {
        switch self {
        case .integer(let value):
            writer.encode(true)
            writer.encode(value)
        case .fraction(let value):
            writer.encode(false)
            writer.encode(value)
        }
    }

    init(from reader: inout WireReader) throws(WireError) {
        let isInteger: Bool = try reader.decode()
        self = isInteger ? .integer(try reader.decode()) : .fraction(try reader.decode())
    }
}
