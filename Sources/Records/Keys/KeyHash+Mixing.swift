public import CEngine

extension KeyHash {
    // Odd constants with about half of their bits set; any such would do.
    @inlinable static var k0: UInt64 { 0xa5d9_2c36_b1e8_4b4d }
    @inlinable static var k1: UInt64 { 0xc3a5_96d2_5a3c_1ed9 }

    /// The 128-bit product folded to 64 bits.
    @inlinable @inline(__always)
    static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// Hashes one word.
    ///
    /// Two multiplications, because after one the top bits of the product still show the top bits of the word.
    @inlinable @inline(__always)
    public static func mix(_ word: UInt64, seed: UInt64) -> UInt64 {
        let product = renoir_scalar(word ^ seed ^ k0).multipliedFullWidth(by: k1)
        return fold(product.low ^ k1, product.high ^ k0)
    }

    /// Hashes two words.
    @inlinable @inline(__always)
    static func mix(_ first: UInt64, _ second: UInt64, seed: UInt64) -> UInt64 {
        let product = (first ^ seed ^ k0).multipliedFullWidth(by: second ^ k1)
        return fold(product.low ^ k1, product.high ^ k0)
    }

    @inlinable @inline(__always)
    static func mix(wide word: UInt128, seed: UInt64) -> UInt64 {
        mix(UInt64(truncatingIfNeeded: word), UInt64(truncatingIfNeeded: word >> 64), seed: seed)
    }
}
