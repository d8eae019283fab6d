/// Which keys have to be looked at when, the earliest first.
@usableFromInline
struct TimerHeap<Key> {
    @usableFromInline
    struct Timer {
        @usableFromInline let time: Int64
        @usableFromInline let hash: UInt64
        @usableFromInline let key: Key

        @inlinable
        init(time: Int64, hash: UInt64, key: Key) {
            self.time = time
            self.hash = hash
            self.key = key
        }
    }

    @usableFromInline var timers: [Timer] = []

    @inlinable
    init() {}

    @inlinable
    var byteCount: Int { timers.capacity * MemoryLayout<Timer>.stride }

    /// When the earliest one is due.
    @inlinable
    var earliest: Int64? { timers.first?.time }

    /// - Complexity: O(log *n*) for *n* timers; O(1) for one that is later than most.
    @inlinable
    mutating func insert(_ timer: Timer) {
        var place = timers.count
        timers.append(timer)
        while place > 0 {
            let parent = (place - 1) / 2
            guard timer.time < timers[parent].time else { break }
            timers.swapAt(place, parent)
            place = parent
        }
    }

    /// Takes the earliest one.
    ///
    /// - Complexity: O(log *n*) for *n* timers.
    @inlinable
    mutating func removeFirst() -> Timer {
        let first = timers[0]
        let last = timers.removeLast()
        guard !timers.isEmpty else {
            timers = []
            return first
        }
        timers[0] = last
        var place = 0
        while true {
            var least = 2 * place + 1
            guard least < timers.count else { break }
            if least + 1 < timers.count, timers[least + 1].time < timers[least].time { least += 1 }
            guard timers[least].time < timers[place].time else { break }
            timers.swapAt(place, least)
            place = least
        }
        return first
    }
}
