import TestSupport
import Testing

@testable import Records

/// Frames of which some bytes have changed are refused or make other values, whatever the bytes; `scripts/fuzz-wire` does
/// more of this.
struct MutationTests {
    private func mutate<Value>(_ values: [Value], _ seed: UInt64) throws {
        var dice = TextDice(seed: seed)
        var trip = try WireTrip<Value>()
        trip.frameTarget = 1 << 12
        let frame = try trip.encode(values)[0]
        for _ in 0..<200 {
            var bytes = frame.bytes
            for _ in 0..<Int.random(in: 1...4, using: &dice) {
                let place = Int.random(in: 0..<max(1, bytes.count), using: &dice)
                switch Int.random(in: 0..<3, using: &dice) {
                case 0 where !bytes.isEmpty: bytes[place] = UInt8.random(in: 0...255, using: &dice)
                case 1 where !bytes.isEmpty: bytes.remove(at: place)
                default: bytes.insert(UInt8.random(in: 0...255, using: &dice), at: place)
                }
            }
            // Either it can't be read, or what was read can be written.
            if let values = try? trip.decode((bytes, frame.records)) { _ = try trip.encode(values) }
        }
    }

    @Test(arguments: 0..<5 as Range<UInt64>) func decode_mutatedFrames_refusesOrMakesValues(seed: UInt64) throws {
        let visit = Visit(page: "/a/page", seconds: 1, marks: [1, 2, 3], referrer: "r")
        try mutate(CodableTests.people, seed)
        try mutate([visit, visit], seed)
        try mutate([[visit: ["a": 1]], [:]], seed)
        try mutate([("a", [1, 2] as [Int?], true), ("b", [], false)], seed)
        try mutate([Shape.pair(.point, .circle(radius: 1))], seed)
        try mutate([Reading(place: 1, isValid: true, direction: .west, value: 1)], seed)
        try mutate([Set(["a", "b"]), []], seed)
        try mutate(Array(repeating: "a string that is found again", count: 3), seed)
    }
}
