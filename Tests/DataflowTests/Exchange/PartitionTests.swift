import Records
import Testing

@testable import Dataflow

/// Records of sizes up to and beyond what is written to both of two receivers.
private struct Nothing {}
private struct Nine {
    var number: Int
    var byte: UInt8 = 7
}
private struct Sixteen {
    var number: Int
    var other = -1
}
private struct Seventeen {
    var number: Int
    var other = -1
    var byte: UInt8 = 7
}

struct PartitionTests {
    private struct Refusal: Error {}

    @Test(arguments: [1, 2, 3, 4, 8, 17], [33, 64, 100, 1_000])
    func route_recordsOfAnySize_goWhereTheirHashSays(receivers: Int, capacity: Int) {
        check(receivers, capacity, { _ in Nothing() }, { _ in 0 })
        check(receivers, capacity, { UInt8(truncatingIfNeeded: $0) }, { Int($0) })
        check(receivers, capacity, { $0 }, { $0 })
        check(receivers, capacity, { Nine(number: $0) }, { $0.number })
        check(receivers, capacity, { Sixteen(number: $0) }, { $0.number })
        check(receivers, capacity, { Seventeen(number: $0) }, { $0.number })
        check(receivers, capacity, { "\($0)" }, { Int($0)! })
    }

    @Test(arguments: [2, 3, 4, 5], [0, 1, 31, 32, 33, 500, 998, 999])
    func route_aKeyThatThrows_leavesItsRecordAndTheRest(receivers: Int, place: Int) throws {
        var staging = Staging<Int>(receivers: receivers, capacity: 1_000)
        defer { staging.deallocate() }
        let input = UnsafeMutablePointer<Int>.allocate(capacity: 1_000)
        defer { input.deallocate() }
        for number in 0..<1_000 { (input + number).initialize(to: number) }
        var cursor = Cursor(available: 1_000, produced: 0, capacity: 0)
        #expect(throws: Refusal.self) {
            try staging.partition.route(&cursor, input) { record throws(Refusal) in
                if record.pointee == place { throw Refusal() }
                return KeyHash.hash(record.pointee)
            }
        }
        #expect(cursor.consumed == place)
        for receiver in 0..<receivers {
            #expect(staging.records(receiver) == (0..<place).filter { receiver == self.receiver(of: $0, receivers) })
        }
    }

    /// More records for one receiver than 16 bits can count.
    @Test(arguments: [1, 3, 4]) func route_aRunOfManySmallRecords_losesNone(receivers: Int) {
        let count = 300_000
        var staging = Staging<UInt8>(receivers: receivers, capacity: count)
        defer { staging.deallocate() }
        let input = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
        defer { input.deallocate() }
        for place in 0..<count { (input + place).initialize(to: UInt8(truncatingIfNeeded: place &* 7)) }
        var cursor = Cursor(available: count, produced: 0, capacity: 0)
        staging.partition.route(&cursor, input) { KeyHash.hash(Int($0.pointee)) }
        #expect(cursor.consumed == count)
        let records = Array(UnsafeBufferPointer(start: input, count: count))
        for receiver in 0..<receivers {
            #expect(staging.records(receiver) == records.filter { receiver == self.receiver(of: Int($0), receivers) })
        }
        #expect(staging.isIntactBehindSlots)
    }

    private func receiver(of number: Int, _ receivers: Int) -> Int {
        KeyGroup(hash: KeyHash.hash(number)).replica(of: receivers)
    }

    /// Deals 5,000 records out in batches of all lengths; each slot that is full is emptied, so that their room differs.
    private func check<Element>(
        _ receivers: Int, _ capacity: Int, _ make: (Int) -> Element, _ number: (Element) -> Int
    ) {
        var staging = Staging<Element>(receivers: receivers, capacity: capacity)
        defer { staging.deallocate() }
        var got = Array(repeating: [Int](), count: receivers)
        var expected = got
        let input = UnsafeMutablePointer<Element>.allocate(capacity: 5_000)
        defer { input.deallocate() }
        for place in 0..<5_000 {
            (input + place).initialize(to: make(place))
            let record = number(input[place])
            expected[receiver(of: record, receivers)].append(record)
        }
        var cursor = Cursor(available: 0, produced: 0, capacity: 0)
        var length = 1
        while cursor.consumed < 5_000 {
            let available = min(5_000, cursor.consumed + length)
            cursor = Cursor(consumed: cursor.consumed, available: available, produced: 0, capacity: 0)
            while cursor.consumed < available {
                staging.partition.route(&cursor, input) { KeyHash.hash(number($0.pointee)) }
                guard staging.partition.blocked >= 0 else { break }
                #expect(staging.records(staging.partition.blocked).count == capacity)
                got[staging.partition.blocked] += staging.takeAll(staging.partition.blocked).map(number)
                staging.partition.blocked = -1
            }
            length += 7
        }
        for receiver in 0..<receivers { got[receiver] += staging.takeAll(receiver).map(number) }
        #expect(got == expected, "\(Element.self)")
        #expect(staging.isIntactBehindSlots, "\(Element.self)")
    }
}

/// Slots in memory that shows whether anything is written behind them.
private struct Staging<Element> {
    var partition: Partition<Element>
    private let memory: [UnsafeMutableRawBufferPointer]
    private let capacity: Int
    private static var fence: Int { 64 }

    init(receivers: Int, capacity: Int) {
        self.capacity = capacity
        let bytes = capacity * MemoryLayout<Element>.stride
        memory = (0..<receivers).map { _ in
            let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes + Self.fence, alignment: 16)
            memory.initializeMemory(as: UInt8.self, repeating: 0xa5)
            return memory
        }
        let slots = UnsafeMutablePointer<StagingSlot<Element>>.allocate(capacity: receivers)
        partition = Partition(
            slots: slots, receivers: receivers, localReceivers: 0..<0, seed: KeyHash.defaultSeed, turn: 0)
        for receiver in 0..<receivers { (slots + receiver).initialize(to: emptySlot(receiver)) }
    }

    private func emptySlot(_ receiver: Int) -> StagingSlot<Element> {
        let base = memory[receiver].baseAddress!.assumingMemoryBound(to: Element.self)
        return StagingSlot(base: base, times: nil, capacity: capacity)
    }

    func records(_ receiver: Int) -> [Element] {
        let slot = partition.slots[receiver]
        return Array(UnsafeBufferPointer(start: slot.base, count: slot.count))
    }

    /// Moves the records of a slot out.
    func takeAll(_ receiver: Int) -> [Element] {
        let records = records(receiver)
        partition.slots[receiver].base.deinitialize(count: records.count)
        partition.slots[receiver] = emptySlot(receiver)
        return records
    }

    var isIntactBehindSlots: Bool {
        memory.allSatisfy { $0.dropFirst(capacity * MemoryLayout<Element>.stride).allSatisfy { $0 == 0xa5 } }
    }

    func deallocate() {
        for memory in memory { memory.deallocate() }
        partition.slots.deallocate()
    }
}
