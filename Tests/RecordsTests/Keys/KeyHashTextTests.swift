import Foundation
import Records
import TestSupport
import Testing

struct KeyHashTextTests {
    static let spellings: [(String, String)] = [
        ("\u{e9}", "e\u{301}"), ("K", "\u{212a}"), ("\u{c5}", "\u{212b}"), ("\u{c5}", "A\u{30a}"),
        ("\u{3a9}", "\u{2126}"), ("한", "\u{1112}\u{1161}\u{11ab}"), ("\u{1e69}", "s\u{307}\u{323}"),
        ("q\u{307}\u{323}", "q\u{323}\u{307}"), ("\u{37e}", ";"), ("\u{1fef}", "`"),
        ("a long text before caf\u{e9}", "a long text before cafe\u{301}"),
        ("1 K of a long text, and more", "1 \u{212a} of a long text, and more"),
    ]

    @Test(arguments: spellings)
    func hash_canonicallyEqualTexts_agree(left: String, right: String) {
        #expect(left == right)
        #expect(Array(left.utf8) != Array(right.utf8))
        #expect(KeyHash.hash(left) == KeyHash.hash(right))
        #expect(KeyHash.hash("x\(left)y"[...]) == KeyHash.hash("x\(right)y"[...]))
        #expect(left.count > 1 || KeyHash.hash(Character(left)) == KeyHash.hash(Character(right)))
    }

    @Test func hash_compatibleButUnequalTexts_differ() {
        #expect("ﬁ" != "fi")
        #expect(KeyHash.hash("ﬁ") != KeyHash.hash("fi"))
    }

    /// Random scalars from blocks that compose and decompose; equal texts must agree, whatever they are.
    @Test(arguments: 1...5)
    func hash_randomScalars_agreeWithEquality(seed: UInt64) {
        var dice = TextDice(seed: seed)
        let blocks: [ClosedRange<UInt32>] = [
            0x41...0x7a, 0xc0...0x17f, 0x2c0...0x345, 0x1100...0x11ff, 0x1e00...0x1fff, 0x2120...0x212f,
            0xac00...0xad00,
        ]
        for _ in 0..<400 {
            let count = Int.random(in: 1...12, using: &dice)
            let scalars = (0..<count).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: blocks.randomElement(using: &dice)!, using: &dice))
            }
            let text = String(String.UnicodeScalarView(scalars))
            for other in [text.decomposedStringWithCanonicalMapping, text.precomposedStringWithCanonicalMapping] {
                #expect(text == other)
                #expect(KeyHash.hash(text) == KeyHash.hash(other), "\(Array(text.unicodeScalars))")
            }
        }
    }

    @Test func hash_everyScalarBelowTheFirstCombining_isThatOfItsBytes() {
        for value in UInt32(0)..<0x300 {
            let text = String(Unicode.Scalar(value)!)
            #expect(KeyHash.hash(text) == KeyHash.hash(ByteString(text)))
        }
    }

    /// A string that has become short keeps the form of a long one.
    @Test(arguments: 0...15)
    func hash_shortTextInTheFormOfALongOne_agrees(count: Int) {
        var cut = String(repeating: "abcdefgh", count: 8)
        cut.removeLast(64 - count)
        let short = String(repeating: "abcdefgh", count: 2).prefix(count)
        #expect(KeyHash.hash(cut) == KeyHash.hash(String(short)))
        #expect(KeyHash.hash(cut) == KeyHash.hash(ByteString(cut)))
    }
}
