import Renoir

extension Aggregation where Accumulator == WholeMean, Result == Int {
    /// The mean of whole numbers, rounded down.
    static func wholeMean(_ number: @escaping @Sendable (Value) -> Int) -> Aggregation {
        Aggregation(
            initial: WholeMean(),
            add: { mean, value in
                mean.sum += number(value)
                mean.count += 1
            },
            merge: { mean, other in
                mean.sum += other.sum
                mean.count += other.count
            }, result: { $0.count == 0 ? nil : $0.sum / $0.count })
    }
}

struct WholeMean: Sendable {
    var sum = 0
    var count = 0
}

extension Aggregation where Accumulator == [Value], Result == [Value] {
    /// All values that have the greatest property.
    static func greatest(_ property: @escaping @Sendable (Value) -> Int) -> Aggregation {
        Aggregation(
            initial: [],
            add: { greatest, value in
                if let one = greatest.first, property(one) > property(value) { return }
                if let one = greatest.first, property(one) < property(value) {
                    greatest.removeAll(keepingCapacity: true)
                }
                greatest.append(value)
            },
            merge: { greatest, other in
                guard let its = other.first else { return }
                guard let mine = greatest.first, property(mine) >= property(its) else { return greatest = other }
                if property(mine) == property(its) { greatest += other }
            }, result: { $0.isEmpty ? nil : $0 })
    }
}

extension Aggregation where Accumulator == [Value], Result == Int {
    /// The mean of the numbers of the last `count` values in an order, rounded down.
    static func meanOfLast(
        _ count: Int, by order: @escaping @Sendable (Value) -> (Int, Int), _ number: @escaping @Sendable (Value) -> Int
    ) -> Aggregation {
        @Sendable func add(_ last: inout [Value], _ value: Value) {
            var place = last.count
            while place > 0, order(value) < order(last[place - 1]) { place -= 1 }
            last.insert(value, at: place)
            if last.count > count { last.removeFirst() }
        }
        return Aggregation(
            initial: [], add: add, merge: { last, other in for value in other { add(&last, value) } },
            result: { $0.isEmpty ? nil : $0.reduce(0) { $0 + number($1) } / $0.count })
    }
}
