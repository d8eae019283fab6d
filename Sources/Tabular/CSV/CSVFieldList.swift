/// Fields, one after another; whoever has it frees it.
struct CSVFieldList {
    private static let leastCapacity = 4096

    private(set) var base = UnsafeMutablePointer<CSVField>.allocate(capacity: leastCapacity)
    private var capacity = leastCapacity
    var count = 0

    @inline(__always)
    mutating func append(_ field: CSVField) {
        if count == capacity { grow() }
        (base + count).initialize(to: field)
        count += 1
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<CSVField>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}
