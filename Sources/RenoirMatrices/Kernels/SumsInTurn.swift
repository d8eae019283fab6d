/// Eight sums, to which elements are added in turn: several additions at a time, in an order that depends on their number alone.
struct SumsInTurn<Element: MatrixElement> {
    private var parts = SIMD8<Element>(repeating: Element.zero)

    /// - Parameter place: How many elements were added before.
    mutating func add(_ elements: UnsafePointer<Element>, _ count: Int, place: Int) {
        withUnsafeMutablePointer(to: &parts) { parts in
            parts.withMemoryRebound(to: Element.self, capacity: 8) {
                Element.addInTurn(to: $0, place: place, count, elements)
            }
        }
    }

    var sum: Element {
        func pair(_ place: Int) -> Element { Element.sum(parts[place], parts[place + 1]) }
        return Element.sum(Element.sum(pair(0), pair(2)), Element.sum(pair(4), pair(6)))
    }
}
