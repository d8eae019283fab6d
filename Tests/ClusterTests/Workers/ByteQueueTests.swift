import Testing

@testable import Cluster

@Suite struct ByteQueueTests {
    @Test func bytes_goInTheOrderInWhichTheyCame() {
        var queue = ByteQueue()
        var expected: [UInt8] = []
        var generator = SystemRandomNumberGenerator()
        for turn in 0..<2000 {
            let more = (0..<Int.random(in: 0..<9, using: &generator)).map { UInt8(truncatingIfNeeded: $0 + turn) }
            queue.append(more)
            expected += more
            let count = Int.random(in: 0..<9, using: &generator)
            let taken = queue.take(count)
            #expect(taken == (count <= expected.count ? Array(expected.prefix(count)) : nil))
            if taken != nil { expected.removeFirst(count) }
            #expect(queue.contents.elementsEqual(expected))
        }
    }
}
