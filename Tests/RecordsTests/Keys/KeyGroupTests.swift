import Testing

@testable import Records

struct KeyGroupTests {
    @Test func group_hash_isItsTopSixteenBits() {
        #expect(KeyGroup(hash: 0xabcd_0000_ffff_1234).index == 0xabcd)
        #expect(KeyGroup.count == Int(UInt16.max) + 1)
    }

    @Test(arguments: [1, 2, 3, 4, 7, 100, 65_535, 65_536])
    func replicas_anyNumber_ownContiguousRangesOfAllGroups(replicas: Int) {
        var next = 0
        for replica in 0..<replicas {
            let indices = KeyGroup.indices(of: replica, of: replicas)
            #expect(indices.lowerBound == next)
            #expect(abs(indices.count - KeyGroup.count / replicas) <= 1)
            for index in [indices.lowerBound, indices.upperBound - 1] {
                #expect(KeyGroup(index: UInt16(index)).replica(of: replicas) == replica)
            }
            next = indices.upperBound
        }
        #expect(next == KeyGroup.count)
    }

    @Test(arguments: [1, 2, 3, 4, 7, 100, 65_535, 65_536])
    func replicaOfHash_anyHash_isThatOfItsGroup(replicas: Int) {
        for hash in sequence(first: UInt64.max, next: { $0 > 1 << 20 ? $0 / 3 &* 2 : nil }) {
            for hash in [hash, ~hash, hash << 32] {
                #expect(KeyGroup.replica(of: replicas, hash: hash) == KeyGroup(hash: hash).replica(of: replicas))
            }
        }
    }
}
