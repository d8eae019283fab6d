import Tabular
import TestSupport
import Testing

@Suite struct CSVRowsTests {
    static let formats = [
        CSVFormat(), CSVFormat(delimiter: ";", quote: "'"), CSVFormat(quote: nil), CSVFormat(escape: "\\"),
        CSVFormat(comment: "#"), CSVFormat(trims: true), CSVFormat(escape: "\\", comment: "#", trims: true),
        CSVFormat(quote: nil, escape: "\\"),
    ]

    /// Random texts of the bytes that matter, tables or not.
    static func texts(of format: CSVFormat, count: Int) -> [[UInt8]] {
        var dice = TextDice(seed: 7)
        let marks = [format.delimiter, format.quote ?? 0x22, format.escape ?? 0x5C, format.comment ?? 0x23]
        let bytes = marks + [format.quote ?? 0x22] + Array("\n\n\r a b\t".utf8)
        return (0..<count).map { _ in
            dice.bytes(count: Int.random(in: 0..<90, using: &dice), of: bytes)
        }
    }

    @Test(arguments: formats) func transition_isWhatItsBytesDo(_ format: CSVFormat) {
        for text in Self.texts(of: format, count: 200) {
            let transition = text.withUnsafeBytes { CSVTransition(of: $0, format) }
            for state in CSVState.allCases {
                let expected = CSVOracle(format: format).states(of: text, from: state).last
                #expect(
                    transition(state) == expected, "\(state): \(String(decoding: text, as: UTF8.self).debugDescription)"
                )
            }
            #expect(CSVTransition(unpacking: transition.packed) == transition)
        }
    }

    @Test(arguments: formats) func transitions_composeAtAnySplit(_ format: CSVFormat) {
        for text in Self.texts(of: format, count: 20) {
            let whole = text.withUnsafeBytes { CSVTransition(of: $0, format) }
            for split in 0...text.count {
                let parts = text.withUnsafeBytes {
                    (
                        CSVTransition(of: .init(rebasing: $0[..<split]), format),
                        CSVTransition(of: .init(rebasing: $0[split...]), format)
                    )
                }
                #expect(parts.0.followed(by: parts.1) == whole)
            }
        }
        #expect(CSVTransition.identity.followed(by: .constant(.quoted)) == .constant(.quoted))
    }

    @Test(arguments: formats) func records_areTheOracles_whereverBlocksEnd(_ format: CSVFormat) {
        for text in Self.texts(of: format, count: 300) {
            let expected = CSVOracle(format: format).records(of: text)
            for step in [1, 2, 7, 64, 1000] {
                let found = CSVRows(format).all(of: text, step: step)
                #expect(
                    found.map(\.start) == expected.map(\.start),
                    "\(String(decoding: text, as: UTF8.self).debugDescription)")
                for (found, expected) in zip(found, expected) where found.isWhole {
                    #expect(
                        found.fields == expected.fields, "\(String(decoding: text, as: UTF8.self).debugDescription)")
                }
            }
        }
    }

    /// What a program writes by the rules.
    @Test(arguments: formats.filter { $0.quote != nil }) func quotedTables_areRead(_ format: CSVFormat) {
        var dice = TextDice(seed: 11)
        let texts = [
            "", "a", "\n", "a\r\nb", String(UnicodeScalar(format.quote!)), String(UnicodeScalar(format.delimiter)), "#",
            " x ",
        ]
        for _ in 0..<100 {
            let table: [[[UInt8]]] = (0..<5).map { _ in
                (0..<3).map { _ in Array(texts.randomElement(using: &dice)!.utf8) }
            }
            let text = quoted(table, format)
            for step in [1, 5, 1000] { #expect(CSVRows(format).all(of: text, step: step).map(\.fields) == table) }
            #expect(CSVOracle(format: format).records(of: text).map(\.fields) == table)
        }
    }

    private func quoted(_ table: [[[UInt8]]], _ format: CSVFormat) -> [UInt8] {
        let quote = format.quote!
        func field(_ bytes: [UInt8]) -> [UInt8] {
            let content = bytes.flatMap { byte -> [UInt8] in byte == quote ? [quote, quote] : [byte] }
            return [quote] + content + [quote]
        }
        let lines = table.map { record in Array(record.map(field).joined(separator: [format.delimiter])) }
        return Array(lines.joined(separator: Array("\r\n".utf8)))
    }

    /// Each record belongs to the part in which it starts, by the state that the parts before lead to.
    @Test(arguments: formats) func parts_haveEachRecordOnce(_ format: CSVFormat) {
        let oracle = CSVOracle(format: format)
        for text in Self.texts(of: format, count: 30) {
            let states = oracle.states(of: text)
            for split in 0...text.count {
                let first = CSVRows(format).all(of: text, step: 1000, before: split)
                let start = (split...text.count).first { states[$0] == .recordStart } ?? text.count
                let second = CSVRows(format).all(of: text, step: 1000, from: start)
                #expect((first + second).map(\.start) == oracle.records(of: text).map(\.start))
            }
        }
    }
}
