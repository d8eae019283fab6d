import Session
import Testing

/// A call that rank 1 makes otherwise than the others, or can't make, and what all ranks have to say then.
struct Disagreement: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let texts: [String]
    /// Called on every rank.
    let call: @Sendable (Collectives) throws -> Void

    init(_ name: String, _ texts: String..., call: @escaping @Sendable (Collectives) throws -> Void) {
        testDescription = name
        self.texts = texts
        self.call = call
    }
}

extension Disagreement {
    static let all = [
        Disagreement("another operation", "rank 0 calls allGather (collective 0)", "rank 1 broadcast (collective 0)") {
            if $0.rank == 1 { _ = try $0.broadcast([1], from: 1).wait() } else { _ = try $0.allGather([1]).wait() }
        },
        Disagreement("another root", "rank 0 calls broadcast (collective 0) with root 0", "with root 1") {
            _ = try $0.broadcast([1], from: $0.rank == 1 ? 1 : 0).wait()
        },
        Disagreement("another type of the same size", "of Int (8 bytes)", "of Double (8 bytes)") {
            if $0.rank == 1 { _ = try $0.allGatherv([1.5]).wait() } else { _ = try $0.allGatherv([1]).wait() }
        },
        Disagreement("another count", "rank 0 calls allReduce (collective 0) of 3 elements", "of 4 elements") {
            _ = try $0.allReduce([Int](repeating: 1, count: $0.rank == 1 ? 4 : 3), combining: +).wait()
        },
        Disagreement("other counts of the same sum", "rank 1 the same with other counts") {
            var counts = [Int](repeating: 0, count: $0.size)
            counts[$0.rank == 1 ? 1 : 0] = 2
            _ = try $0.reduceScatter([1, 2], counts: counts, combining: +).wait()
        },
        Disagreement("a root that isn't there", "rank 1 calls gather (collective 0) with root 9, and there are") {
            _ = try $0.gather([1], to: $0.rank == 1 ? 9 : 0).wait()
        },
        Disagreement("a negative root", "rank 1 calls broadcast (collective 0) with root -1, and there are") {
            _ = try $0.broadcast([1], from: $0.rank == 1 ? -1 : 0).wait()
        },
        Disagreement("a root without values", "rank 1 calls scatter (collective 0) as its root without values") {
            _ = try $0.scatter(nil as [Int]?, from: 1).wait()
        },
        Disagreement("uneven parts", "rank 1 calls scatter (collective 0) with 1 elements, which") {
            _ = try $0.scatter([1], from: 1).wait()
        },
        Disagreement("too few counts", "rank 1 calls scatterv (collective 0) with 0 counts, and there are") {
            _ = try $0.scatterv([1], counts: [], from: 1).wait()
        },
        Disagreement("counts that don't add up", "rank 1 calls allToAllv", "with 1 elements, and its counts add up to")
        {
            _ = try $0.allToAllv([1], counts: [Int](repeating: $0.rank == 1 ? 1 : 0, count: $0.size - 1) + [1]).wait()
        },
        Disagreement("counts beyond 64 bits", "rank 1 calls scatterv", "add up to 9223372036854775807") {
            _ = try $0.scatterv([1], counts: [Int](repeating: .max, count: $0.size), from: 1).wait()
        },
        Disagreement("a negative count", "rank 1 calls scatterv (collective 0) with a count of -3 for rank 0") {
            _ = try $0.scatterv([1], counts: [-3] + [Int](repeating: 4, count: $0.size - 1), from: 1).wait()
        },
        Disagreement("pointers", "rank 0 calls allGather (collective 0) with elements that aren't plain") {
            _ = try $0.allGather([UnsafeRawPointer](repeating: UnsafeRawPointer(bitPattern: 16)!, count: 1)).wait()
        },
    ]
}
