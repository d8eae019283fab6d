package import Transport

/// Random choices of the tests of bytes, keys and tables, the same for the same seed.
package typealias TextDice = SeededGenerator

extension TextDice {
    /// Bytes of `alphabet`, so few that strings meet often.
    package mutating func bytes(count: Int, of alphabet: [UInt8]) -> [UInt8] {
        (0..<count).map { _ in alphabet.randomElement(using: &self)! }
    }
}

/// The lengths at which a byte string changes its way of loading or storing bytes.
package let boundaryLengths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 14, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 300]
