import Testing

@testable import RenoirProcesses

@Suite struct SpawnBookTests {
    private static let gigabyte = 1 << 30
    private static let core = Resources.partsOfCore

    /// Three hosts of a rank each: 2 GiB and 2 cores, 1 and 1, a half and a half.
    private static func book() -> SpawnBook {
        SpawnBook(hosts: [
            HostAccount(ranks: [0], memory: 2 * gigabyte, coreParts: 2 * core),
            HostAccount(ranks: [1], memory: gigabyte, coreParts: core),
            HostAccount(ranks: [2], memory: gigabyte / 2, coreParts: core / 2),
        ])
    }

    private static func request(
        _ id: UInt64, _ memory: Int, of parent: ProcessID? = nil, waits: Bool = false, coreParts: Int = 0
    ) -> SpawnBook.Request {
        SpawnBook.Request(id: id, parent: parent, memory: memory, coreParts: coreParts, waits: waits)
    }

    private static func process(_ answer: SpawnBook.Answer) throws -> ProcessID {
        guard case .granted(let grant) = answer else { throw NoProcess() }
        return grant.process
    }

    private struct NoProcess: Error {}

    @Test func ask_firstHostThatFits_getsIt() throws {
        var book = Self.book()
        #expect(try Self.process(book.ask(Self.request(1, 2 * Self.gigabyte))).rank == 0)
        #expect(try Self.process(book.ask(Self.request(2, Self.gigabyte / 2))).rank == 1)
        #expect(try Self.process(book.ask(Self.request(3, Self.gigabyte / 2))).rank == 1)
        #expect(try Self.process(book.ask(Self.request(4, Self.gigabyte / 2))).rank == 2)
        #expect(book.ask(Self.request(5, 1)) == .refused(.nothingFree))
        #expect(book.aliveCount == 4)
    }

    @Test func ask_coresAreUsedUp_isRefused() throws {
        var book = Self.book()
        for id in 1...3 as ClosedRange<UInt64> {
            _ = try Self.process(book.ask(Self.request(id, 0, coreParts: id == 3 ? Self.core : Self.core / 1)))
        }
        #expect(book.ask(Self.request(4, 0, coreParts: Self.core)) == .refused(.nothingFree))
        #expect(try Self.process(book.ask(Self.request(5, 0, coreParts: Self.core / 2))).rank == 2)
    }

    @Test func ask_moreThanAnyHostHas_saysWhatThereIs() {
        var book = Self.book()
        let most = Resources(memory: 2 * Self.gigabyte, cores: 2)
        #expect(
            book.ask(Self.request(1, 2 * Self.gigabyte + 1, waits: true)) == .refused(.moreThanAnyHost(has: most)))
        #expect(book.ask(Self.request(2, 1, coreParts: 3 * Self.core)) == .refused(.moreThanAnyHost(has: most)))
    }

    @Test func end_othersWait_servesThemInOrder() throws {
        var book = Self.book()
        let large = try Self.process(book.ask(Self.request(1, 2 * Self.gigabyte)))
        #expect(book.ask(Self.request(2, 2 * Self.gigabyte, waits: true)) == .queued)
        #expect(book.ask(Self.request(3, 2 * Self.gigabyte, waits: true)) == .queued)
        let grants = book.end(large)
        #expect(grants.map(\.id) == [2])
        #expect(book.end(grants[0].process).map(\.id) == [3])
        #expect(book.waitingCount == 0)
    }

    @Test func ask_somebodyWaitsForTheHost_doesNotPass() throws {
        var book = Self.book()
        let first = try Self.process(book.ask(Self.request(1, 3 * Self.gigabyte / 2)))
        #expect(book.ask(Self.request(2, 2 * Self.gigabyte, waits: true)) == .queued)
        // There is half a gigabyte on the first host, but it's waited for. The one that waits could never use the second one.
        #expect(try Self.process(book.ask(Self.request(3, Self.gigabyte / 2))).rank == 1)
        #expect(book.end(first).map(\.id) == [2])
    }

    @Test func ask_onlyItselfCouldMakeRoom_isHopeless() throws {
        var book = Self.book()
        let first = try Self.process(book.ask(Self.request(1, Self.gigabyte)))
        #expect(book.ask(Self.request(2, 3 * Self.gigabyte / 2, of: first, waits: true)) == .refused(.waitsForItself))
    }

    @Test func ask_anotherCouldMakeRoom_waits() throws {
        var book = Self.book()
        let first = try Self.process(book.ask(Self.request(1, Self.gigabyte / 4)))
        let other = try Self.process(book.ask(Self.request(2, 3 * Self.gigabyte / 2, of: first)))
        #expect(book.ask(Self.request(3, 3 * Self.gigabyte / 2, of: first, waits: true)) == .queued)
        #expect(book.end(other).map(\.id) == [3])
    }

    @Test func takeHopeless_ancestorBeginsToWait_hasTheOneThatWaitsForIt() throws {
        var book = Self.book()
        let first = try Self.process(book.ask(Self.request(1, Self.gigabyte)))
        let child = try Self.process(book.ask(Self.request(2, Self.gigabyte / 2, of: first)))
        // As long as the first one doesn't wait, it may end.
        #expect(book.ask(Self.request(3, 3 * Self.gigabyte / 2, of: child, waits: true)) == .queued)
        #expect(book.takeHopeless().isEmpty)
        #expect(book.ask(Self.request(4, Self.gigabyte, of: first, waits: true)) != .queued)
        let another = Self.request(5, Self.gigabyte * 2, of: first, waits: true)
        #expect(book.ask(another) == .refused(.waitsForItself))
    }

    @Test func cancel_firstInLine_servesTheNext() throws {
        var book = Self.book()
        let first = try Self.process(book.ask(Self.request(1, Self.gigabyte)))
        #expect(book.ask(Self.request(2, 2 * Self.gigabyte, of: first, waits: true)) == .refused(.waitsForItself))
        let other = ProcessID(number: 99, rank: 0)
        #expect(book.ask(Self.request(2, 2 * Self.gigabyte, of: other, waits: true)) == .queued)
        #expect(book.ask(Self.request(3, Self.gigabyte, of: first, waits: true)) != .queued)
        #expect(book.ask(Self.request(4, Self.gigabyte, of: first, waits: true)) == .queued)
        #expect(book.cancel(2, of: other).map(\.id) == [4])
    }

    /// Whatever happens, no host has given more than it has, and all comes back.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func book_randomRequestsAndEnds_addsUp(seed: UInt64) {
        var random = Seeded(state: seed)
        var book = Self.book()
        var alive: [ProcessID] = []
        for id in 0..<2000 as Range<UInt64> {
            if Bool.random(using: &random) || alive.isEmpty {
                let request = Self.request(
                    id, .random(in: 0...Self.gigabyte, using: &random), of: alive.randomElement(using: &random),
                    waits: .random(using: &random), coreParts: .random(in: 0...Self.core, using: &random))
                if case .granted(let grant) = book.ask(request) { alive.append(grant.process) }
            } else {
                let ended = alive.remove(at: .random(in: alive.indices, using: &random))
                alive += book.end(ended).map(\.process)
            }
            for host in book.hosts {
                #expect(
                    (0...host.memory).contains(host.freeMemory) && (0...host.coreParts).contains(host.freeCoreParts))
            }
            #expect(book.aliveCount == alive.count)
        }
        while let process = alive.popLast() { alive += book.end(process).map(\.process) }
        #expect(book.waitingCount == 0)
        for host in book.hosts { #expect(host.freeMemory == host.memory && host.freeCoreParts == host.coreParts) }
    }
}

private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
