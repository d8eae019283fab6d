import Records
import TestSupport
import Testing

@testable import Dataflow

struct FrameAssemblerTests {
    private func header(_ offset: Int, _ bytes: Int, of total: Int, sender: Int = 0) -> FrameHeader {
        FrameHeader(
            edge: 1, sender: sender, receiver: 2, records: 5, pass: 3, frameBytes: total, offset: offset, bytes: bytes)
    }

    private func append(
        _ assembler: inout FrameAssembler, _ header: FrameHeader, _ bytes: [UInt8]
    ) throws -> [UInt8]? {
        let assembled = try bytes.withUnsafeBytes { try assembler.append(header, $0) }
        guard let assembled else { return nil }
        defer { assembled.deallocate() }
        return Array(assembled)
    }

    @Test(arguments: 0..<30 as Range<UInt64>) func append_randomPieces_giveTheFrame(seed: UInt64) throws {
        var dice = TextDice(seed: seed)
        var assembler = FrameAssembler()
        for _ in 0..<3 {
            let frame = (0..<Int.random(in: 2...5000, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice)
            }
            var offset = 0
            while offset < frame.count {
                let end = Int.random(in: offset + 1...min(frame.count, offset + 700), using: &dice)
                let piece = Array(frame[offset..<end])
                let result = try append(&assembler, header(offset, piece.count, of: frame.count), piece)
                #expect(result == (end == frame.count ? frame : nil), "seed \(seed)")
                offset = end
            }
        }
    }

    @Test func append_startInTheMiddle_isRefused() {
        var assembler = FrameAssembler()
        #expect(throws: WireError.self) { try append(&assembler, header(4, 4, of: 8), [1, 2, 3, 4]) }
    }

    @Test(arguments: [(4, 8, 1), (3, 8, 0), (2, 9, 0)])
    func append_pieceOfAnotherFrame_isRefused(offset: Int, total: Int, sender: Int) throws {
        var assembler = FrameAssembler()
        defer { assembler.clear() }
        _ = try append(&assembler, header(0, 2, of: 8), [1, 2])
        #expect(throws: WireError.self) {
            try append(&assembler, header(offset, 2, of: total, sender: sender), [3, 4])
        }
    }

    @Test func append_moreThanTheFrame_isRefused() throws {
        var assembler = FrameAssembler()
        defer { assembler.clear() }
        _ = try append(&assembler, header(0, 2, of: 3), [1, 2])
        #expect(throws: WireError.self) { try append(&assembler, header(2, 2, of: 3), [3, 4]) }
    }

    @Test func append_hugeLength_takesNoMemoryForIt() throws {
        var assembler = FrameAssembler()
        defer { assembler.clear() }
        #expect(try append(&assembler, header(0, 2, of: 1 << 60), [1, 2]) == nil)
    }

    @Test func append_lengthBeyondInt_isRefused() {
        var assembler = FrameAssembler()
        defer { assembler.clear() }
        var header = header(0, 2, of: 8)
        header.frameBytes = .max
        #expect(throws: WireError.self) { try append(&assembler, header, [1, 2]) }
    }
}
