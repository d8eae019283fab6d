/// Sorting without a reference being counted: records are compared where a variable owns them, and only moved.
///
/// The sort of the standard library copies both records of each comparison, which takes 61 % of the time of a job that sorts lines (Swift 6.3.1).
@usableFromInline
enum MergeSort<Element> {
    /// Records that are sorted by insertion.
    @inlinable static var few: Int { 12 }

    /// Sorts, and leaves records in their order that are equal.
    ///
    /// - Parameter scratch: Memory for as many records.
    /// - Throws: What `areInOrder` throws; all records are in `records` then, in any order.
    /// - Complexity: O(*n* log *n*); O(*n*) for records that are in order.
    @inlinable @inline(__always)
    static func sort(
        _ records: UnsafeMutableBufferPointer<Element>, _ scratch: UnsafeMutablePointer<Element>,
        _ areInOrder: (Element, Element) throws -> Bool
    ) throws {
        guard records.count > 1, let base = records.baseAddress else { return }
        for start in stride(from: 0, to: records.count, by: few) {
            try insert(base + start, min(few, records.count - start), areInOrder)
        }
        var (from, to, width) = (base, scratch, few)
        while width < records.count {
            for start in stride(from: 0, to: records.count, by: 2 * width) {
                let middle = min(start + width, records.count)
                let end = min(middle + width, records.count)
                var places = (left: start, right: middle)
                do {
                    try merge(from, to, &places, middle: middle, end: end, areInOrder)
                } catch {
                    let merged = places.left + places.right - middle
                    if from == base {
                        from.moveInitialize(from: to, count: places.left)
                        (from + middle).moveInitialize(from: to + places.left, count: places.right - middle)
                    } else {
                        (to + merged).moveInitialize(from: from + places.left, count: middle - places.left)
                        (to + places.right).moveInitialize(
                            from: from + places.right, count: records.count - places.right)
                    }
                    throw error
                }
            }
            swap(&from, &to)
            width *= 2
        }
        if from != base { base.moveInitialize(from: from, count: records.count) }
    }

    /// Moves what lies before `middle` and behind it, both in order, to the same places of `to`, as far as `places` says in the end.
    @inlinable @inline(__always)
    static func merge(
        _ from: UnsafeMutablePointer<Element>, _ to: UnsafeMutablePointer<Element>,
        _ places: inout (left: Int, right: Int), middle: Int, end: Int,
        _ areInOrder: (Element, Element) throws -> Bool
    ) throws {
        var output = to + places.left
        if places.right < end {
            var left = (from + middle - 1).move()
            var right = (from + places.right).move()
            let isMixed: Bool
            do { isMixed = try areInOrder(right, left) } catch {
                (from + middle - 1).initialize(to: left)
                (from + places.right).initialize(to: right)
                throw error
            }
            (from + middle - 1).initialize(to: consume left)
            if isMixed {
                left = (from + places.left).move()
                while true {
                    let isRight: Bool
                    do { isRight = try areInOrder(right, left) } catch {
                        (from + places.left).initialize(to: left)
                        (from + places.right).initialize(to: right)
                        throw error
                    }
                    if isRight {
                        output.initialize(to: consume right)
                        places.right += 1
                        output += 1
                        if places.right == end {
                            (from + places.left).initialize(to: consume left)
                            break
                        }
                        right = (from + places.right).move()
                    } else {
                        output.initialize(to: consume left)
                        places.left += 1
                        output += 1
                        if places.left == middle {
                            (from + places.right).initialize(to: consume right)
                            break
                        }
                        left = (from + places.left).move()
                    }
                }
            } else {
                (from + places.right).initialize(to: consume right)
            }
        }
        output.moveInitialize(from: from + places.left, count: middle - places.left)
        output += middle - places.left
        output.moveInitialize(from: from + places.right, count: end - places.right)
        places = (middle, end)
    }

    /// Sorts a few records.
    @inlinable @inline(__always)
    static func insert(
        _ records: UnsafeMutablePointer<Element>, _ count: Int, _ areInOrder: (Element, Element) throws -> Bool
    ) throws {
        var next = 1
        while next < count {
            let record = (records + next).move()
            var place = next
            while place > 0 {
                let before = (records + place - 1).move()
                let isBefore: Bool
                do { isBefore = try areInOrder(record, before) } catch {
                    (records + place - 1).initialize(to: before)
                    (records + place).initialize(to: record)
                    throw error
                }
                guard isBefore else {
                    (records + place - 1).initialize(to: consume before)
                    break
                }
                (records + place).initialize(to: consume before)
                place -= 1
            }
            (records + place).initialize(to: consume record)
            next += 1
        }
    }
}
