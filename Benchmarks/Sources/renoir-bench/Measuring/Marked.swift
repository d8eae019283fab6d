import Renoir

/// A key that gives the same number in the baselines: FNV-1a of its bytes for text, itself for a number.
protocol Marked {
    var mark: UInt64 { get }
}

extension UInt64: Marked {
    var mark: UInt64 { self }
}

extension ByteString: Marked {
    var mark: UInt64 { withUnsafeBytes { fnv1a($0) } }
}

extension String: Marked {
    var mark: UInt64 { fnv1a(utf8) }
}

private func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
