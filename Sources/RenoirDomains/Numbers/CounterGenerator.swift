/// Random numbers of one sample: a function of the seed, the sample's number and how many have been drawn, and of nothing else.
///
/// Any worker can make any sample without those before it, so a sample is the same at each number of ranks and threads.
@frozen
public struct CounterGenerator: RandomNumberGenerator, Sendable {
    @usableFromInline let key: UInt64
    @usableFromInline var counter: UInt64 = 0

    /// The numbers of sample `sample` of `seed`.
    @inlinable
    public init(seed: UInt64, sample: UInt64) {
        key = Self.mix(Self.mix(seed &+ 0x9e37_79b9_7f4a_7c15) ^ sample &* 0xd134_2543_de82_ef95)
    }

    @inlinable
    public mutating func next() -> UInt64 {
        counter &+= 0x9e37_79b9_7f4a_7c15
        return Self.mix(Self.mix(key &+ counter) ^ key)
    }

    /// A finaliser of SplitMix64.
    @inlinable
    static func mix(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    /// A number below `bound`, each with the same probability.
    @inlinable
    public mutating func next(below bound: Int) -> Int { Int(next(upperBound: UInt64(bound))) }

    /// A number below `bound`, each with the same probability.
    public mutating func next(below bound: Natural) -> Natural {
        if bound.isSmall { return Natural(low: next(upperBound: bound.low)) }
        let width = (bound - 1).bitWidth
        while true {
            var limbs = (0..<(width + 63) / 64).map { _ in next() }
            let unused = limbs.count * 64 - width
            limbs[limbs.count - 1] >>= UInt64(unused)
            let number = Natural(limbs: limbs)
            if number < bound { return number }
        }
    }
}
