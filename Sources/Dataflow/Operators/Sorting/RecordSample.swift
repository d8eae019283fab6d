internal import Records

/// A sample of records as they pass by: one at random of each run, where runs get longer so that there are never too many.
///
/// A pure state machine, but for the copies of records.
struct RecordSample<Element> {
    private let capacity: Int
    private(set) var records: [Element] = []
    /// How many records each of the sample stands for.
    private(set) var weight: UInt64 = 1
    /// Records up to the one that is sampled next, and behind that to the end of its run.
    private var untilNext: UInt64 = 0
    private var untilEnd: UInt64 = 0
    private var dice: UInt64
    private let detaches = Element.self is any Detachable.Type

    /// - Parameter capacity: The most records that it holds, an even number.
    init(capacity: Int, seed: UInt64) {
        self.capacity = capacity
        dice = seed
    }

    /// Looks at `count` records that pass by.
    mutating func pass(_ passing: UnsafePointer<Element>, count: Int) {
        var place: UInt64 = 0
        while UInt64(count) - place > untilNext {
            place += untilNext
            records.append(detached(passing[Int(place)]))
            place += 1
            if records.count == capacity { halve() }
            beginRun()
        }
        untilNext -= UInt64(count) - place
    }

    /// Begins the next run behind the end of the current one.
    private mutating func beginRun() {
        let next = roll(weight)
        (untilNext, untilEnd) = (untilEnd + next, weight - 1 - next)
    }

    /// Keeps one of each two, which stands for both.
    private mutating func halve() {
        for pair in 0..<capacity / 2 { records[pair] = records[2 * pair + Int(roll(2))] }
        records.removeLast(capacity / 2)
        weight *= 2
    }

    /// A number below `bound`.
    private mutating func roll(_ bound: UInt64) -> UInt64 {
        dice = KeyHash.mix(dice, seed: 1)
        return dice.multipliedFullWidth(by: bound).high
    }

    private func detached(_ record: Element) -> Element {
        guard detaches, let shared = record as? any Detachable else { return record }
        return shared.detached() as! Element
    }
}
