/// Choices of some of `total` things by number: the combinatorial number system.
enum Combinations {
    /// The choice of `count` things that is number `index` when each is a rising list and lists are in the order of dictionaries.
    static func rising(_ index: Natural, count: Int, of total: Int) -> [Int] {
        var (rest, chosen, next) = (index, [Int](), 0)
        for left in stride(from: count, to: 0, by: -1) {
            // Those that begin with `next`.
            while true {
                let size = Natural.choose(left - 1, of: total - next - 1)
                if rest < size { break }
                rest -= size
                next += 1
            }
            chosen.append(next)
            next += 1
        }
        return chosen
    }

    /// Goes on to the next one.
    ///
    /// - Returns: Whether there was one.
    static func advanceRising(_ chosen: inout [Int], of total: Int) -> Bool {
        let count = chosen.count
        guard let place = chosen.indices.last(where: { chosen[$0] < total - count + $0 }) else { return false }
        chosen[place] += 1
        for later in place + 1..<max(count, place + 1) { chosen[later] = chosen[later - 1] + 1 }
        return true
    }

    /// The same with falling lists.
    static func falling(_ index: Natural, count: Int) -> [Int] {
        var (rest, chosen) = (index, [Int]())
        for left in stride(from: count, to: 0, by: -1) {
            // The largest whose choices below don't reach the index; found by doubling, for the first may be far up.
            var (low, high) = (left - 1, left)
            while Natural.choose(left, of: high) <= rest { (low, high) = (high, high * 2) }
            while high - low > 1 {
                let middle = low + (high - low) / 2
                if Natural.choose(left, of: middle) <= rest { low = middle } else { high = middle }
            }
            rest -= Natural.choose(left, of: low)
            chosen.append(low)
        }
        return chosen
    }

    static func advanceFalling(_ chosen: inout [Int], of total: Int) -> Bool {
        for place in chosen.indices.reversed() {
            let bound = place == 0 ? total : chosen[place - 1]
            guard chosen[place] + 1 < bound else { continue }
            chosen[place] += 1
            for later in place + 1..<max(chosen.count, place + 1) { chosen[later] = chosen.count - 1 - later }
            return true
        }
        return false
    }
}
