import Records
import Testing

@testable import Dataflow

struct FramePoolTests {
    @Test func block_givenBack_isUsedAgain() {
        let pool = FramePool()
        let block = pool.take()
        #expect(block.count == FramePool.blockBytes)
        pool.give(block)
        let again = pool.take(atLeast: FramePool.blockBytes / 2 + 1)
        #expect(again.baseAddress == block.baseAddress && again.count == block.count)
        pool.give(again)
    }

    @Test(arguments: [1, FramePool.blockBytes / 2, FramePool.blockBytes + 1])
    func otherSizes_areNoBlocks(bytes: Int) {
        let pool = FramePool()
        let memory = pool.take(atLeast: bytes)
        #expect(memory.count == bytes)
        pool.give(memory)
        let again = pool.take(atLeast: bytes)
        #expect(again.count == bytes)
        pool.give(again)
    }

    @Test func writerThatGrew_isGivenBackAsItIs() {
        let pool = FramePool()
        var writer = WireWriter(target: 1 << 20, in: pool.take())
        for _ in 0..<FramePool.blockBytes { writer.store(7 as UInt16) }
        #expect(writer.memory.count > FramePool.blockBytes && writer.written.count == 2 * FramePool.blockBytes)
        pool.give(writer.memory)
    }
}
