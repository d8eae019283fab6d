import Testing
import Threading

@testable import Session

@Suite(.enabled(if: SharedArena() != nil)) struct SharedArenaTests {
    @Test func take_untilNothingIsLeft_givesEachBlockOnce() throws {
        let arena = try #require(SharedArena())
        var blocks: [SharedBlock] = []
        while let block = arena.take() { blocks.append(block) }
        #expect(blocks.map(\.index) == Array(0..<8192))
        #expect(
            zip(blocks, blocks.dropFirst()).allSatisfy { $0.memory.baseAddress! + 65_536 == $1.memory.baseAddress! })
        blocks.remove(at: 77)
        #expect(arena.take()?.index == 77)
    }

    @Test func attached_seesWhatItsMakerWrites() throws {
        let arena = try #require(SharedArena())
        let view = try #require(SharedArena(attachedTo: arena.address))
        let block = try #require(arena.take())
        block.memory.storeBytes(of: 0x1234_5678, toByteOffset: 65_532, as: UInt32.self)
        block.handOver()
        let received = try #require(view.received(block.index))
        #expect(received.memory.load(fromByteOffset: 65_532, as: UInt32.self) == 0x1234_5678)
        #expect(received.memory.baseAddress != block.memory.baseAddress)
    }

    @Test func block_handedOver_isFreeOnceItsReceiverIsDone() throws {
        let arena = try #require(SharedArena())
        let view = try #require(SharedArena(attachedTo: arena.address))
        var block = arena.take()
        block?.handOver()
        block = nil
        #expect(arena.take()?.index == 1)
        var received = view.received(0)
        #expect(received != nil)
        #expect(arena.take()?.index == 1)
        received = nil
        #expect(arena.take()?.index == 0)
    }

    @Test func block_keepsItsMemory() throws {
        var arena = SharedArena()
        let block = try #require(arena?.take())
        arena = nil
        block.memory.initializeMemory(as: UInt8.self, repeating: 7)
        #expect(block.memory.allSatisfy { $0 == 7 })
    }

    /// Another process may have the number that was meant, or none.
    @Test func attach_toAnythingElse_isRefused() throws {
        let arena = try #require(SharedArena())
        let address = arena.address
        for (process, descriptor, name) in [
            (address.process, address.descriptor, address.name &+ 1),
            (address.process, address.descriptor + 1000, address.name),
            (address.process, 0, address.name), (address.process, -1, address.name),
            (-1, address.descriptor, address.name), (1, 0, address.name), (0, address.descriptor, address.name),
        ] {
            let wrong = SharedArena.Address(process: process, descriptor: descriptor, name: name)
            #expect(SharedArena(attachedTo: wrong) == nil, "\(wrong)")
        }
    }

    @Test(arguments: [-1, 8192, .max]) func received_noSuchBlock_isNil(index: Int) throws {
        #expect(try #require(SharedArena()).received(index) == nil)
    }

    /// Blocks go round through the views of two other ranks: nobody finds what he wrote changed.
    @Test func severalThreads_neverHaveABlockTogether() throws {
        let arena = try #require(SharedArena())
        let views = try (0..<2).map { _ in try #require(SharedArena(attachedTo: arena.address)) }
        let inboxes = [Sent(), Sent()]
        let readers = try zip(views, inboxes).map { view, inbox in
            try EngineThread {
                var seen = 0
                while seen < 2000 {
                    guard let (index, stamp) = inbox.take() else {
                        EngineThread.yield()
                        continue
                    }
                    let block = view.received(index)!
                    if block.memory.load(as: Int.self) != stamp { inbox.isWrong = true }
                    seen += 1
                }
            }
        }
        let writers = try (0..<2).map { writer in
            try EngineThread {
                for number in 0..<2000 {
                    let stamp = writer << 32 | number
                    let block = arena.take()!
                    block.memory.storeBytes(of: stamp, as: Int.self)
                    block.handOver()
                    inboxes[number % 2].put((block.index, stamp))
                }
            }
        }
        for thread in readers + writers { thread.join() }
        #expect(!inboxes.contains { $0.isWrong })
        #expect(arena.take()?.index == 0)
    }

    private final class Sent: @unchecked Sendable {
        private let lock = Lock()
        private var items: [(Int, Int)] = []
        var isWrong = false

        func put(_ item: (Int, Int)) { lock.withLock { items.append(item) } }
        func take() -> (Int, Int)? { lock.withLock { items.popLast() } }
    }
}
